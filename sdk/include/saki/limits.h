// SPDX-License-Identifier: Apache-2.0
//
// Limits: how often, and how many at once, requests are let in.
//
//   auto& limits = service.add_package(std::make_unique<Limits>());
//   RouteOptions options;
//   options.middleware.push_back(limits.rate({.name = "search", .rate = Rate(10, 1min)}));
//   options.middleware.push_back(limits.concurrency({.name = "search", .most = 20, .queue = 50}));
//
// Who is over a rate is answered 429 with Retry-After; every answer tells what is left in RateLimit-Policy and RateLimit
// (draft-ietf-httpapi-ratelimit-headers). Who finds all places taken is answered 503 with Retry-After.
#pragma once

#include <memory>
#include <vector>

#include "saki/concurrency_options.h"
#include "saki/guard.h"
#include "saki/package.h"
#include "saki/rate_limit_options.h"

namespace saki {

class ConcurrencyLimit;
class RateLimit;

class Limits final : public Package {  // Affinity: main, save where workers are said.
 public:
  Limits();
  ~Limits() override;

  // That of a service. Asking before it was added aborts.
  [[nodiscard]] static Limits& of(Service& service) noexcept;

  // A limit to put around routes; around several it counts them together. Before the service starts.
  [[nodiscard]] std::shared_ptr<const Guard> rate(RateLimitOptions options);
  [[nodiscard]] std::shared_ptr<const Guard> concurrency(ConcurrencyOptions options);

  [[nodiscard]] std::string_view name() const noexcept override { return "limits"; }
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;
  void stop_worker(Loop& loop) noexcept override;
  void measure(Measures& measures) const override;

 private:
  std::vector<std::shared_ptr<RateLimit>> rates_;
  std::vector<std::shared_ptr<ConcurrencyLimit>> concurrencies_;
};

}  // namespace saki
