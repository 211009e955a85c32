// SPDX-License-Identifier: Apache-2.0
//
// Sessions: the package that keeps the clients' sessions, in the service's store or in one of their own.
//
//   service.add_package(std::make_unique<Store>());
//   service.add_package(std::make_unique<Sessions>());                    // in main
//   Session session = co_await request.use<Sessions>().open(request);     // in a handler
//
// An id has 128 bits of the kernel's generator. The store knows it only by its SHA-256: who reads the store can take nobody's place. Ids
// that are not in the store are never taken up. Both ends, `session.idle` after the last request and `session.lifetime` after it began, are
// judged here with each request, whatever the store or the browser keeps.
#pragma once

#include <memory>
#include <string_view>

#include "saki/package.h"
#include "saki/session.h"

namespace saki {

class Request;
class SessionKeeper;

class Sessions final : public Package {  // Affinity: any between start() and stop(); loop for the awaiting.
 public:
  Sessions();
  ~Sessions() override;

  // The request's session, read once; an empty one where it has none. Throws StoreError, Cancelled.
  [[nodiscard]] Task<Session> open(Request& request) const;

  [[nodiscard]] std::string_view name() const noexcept override { return "session"; }
  void install(Service& service) override;  // The middleware that keeps what handlers changed, around all that is added later.
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;
  void stop_worker(Loop& loop) noexcept override;
  [[nodiscard]] Health health() const override;
  void measure(Measures& measures) const override;
  void stop() noexcept override;

  [[nodiscard]] SessionKeeper& keeper() const noexcept { return *keeper_; }  // For the SDK itself.

 private:
  std::unique_ptr<SessionKeeper> keeper_;
};

}  // namespace saki
