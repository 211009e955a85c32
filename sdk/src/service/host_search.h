// SPDX-License-Identifier: Apache-2.0
//
// From a request for a virtual host to the entry that answers it. Asked are, in this order: the host's rewrites, the service's routes, the
// same for the path's other form as the host's trailing_slash says, the host's mounts, the service's mounts.
#pragma once

#include "context/worker_context.h"
#include "host/virtual_hosts.h"
#include "saki/http/exchange.h"
#include "saki/router.h"

namespace saki {

[[nodiscard]] const RouteEntry& find_on_host(WorkerContext& worker, const VirtualHost& host, http::Exchange& exchange, RouteMatch& match);

// Of a request for a host that nobody has.
[[nodiscard]] const RouteEntry& refuse_unknown_host(const ServiceContext& context, UnknownHost unknown, RouteMatch& match) noexcept;

}  // namespace saki
