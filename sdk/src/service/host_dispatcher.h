// SPDX-License-Identifier: Apache-2.0
//
// HostDispatcher: the dispatcher of a service with virtual hosts: it finds the host first, and puts the host's pages into errors.
//
// Which dispatcher a worker has is decided when it starts: a service that configures no host pays nothing for them.
#pragma once

#include <memory>

#include "context/worker_context.h"
#include "host/virtual_hosts.h"
#include "saki/http/exchange.h"

namespace saki {

class HostDispatcher final : public http::Handler {  // Affinity: loop.
 public:
  HostDispatcher(WorkerContext& context, const VirtualHosts& hosts) noexcept : context_(context), hosts_(hosts) {}

  [[nodiscard]] Task<> handle(http::Exchange& exchange) override;

 private:
  struct Found {
    const VirtualHost* host;  // Null: the request is refused.
    UnknownHost unknown;      // How.
    const ErrorPages& pages;
  };
  [[nodiscard]] Found find(http::Exchange& exchange) const;

  WorkerContext& context_;
  const VirtualHosts& hosts_;
};

// The one that fits the service.
[[nodiscard]] std::unique_ptr<http::Handler> make_dispatcher(WorkerContext& context);

}  // namespace saki
