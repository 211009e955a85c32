// SPDX-License-Identifier: Apache-2.0
//
// Cors: lets pages of other sites call routes of this service.
//
//   auto& cors = service.add_package(std::make_unique<Cors>());
//   RouteOptions options;
//   options.middleware.push_back(cors.allow({.origins = {"https://app.example.org"}, .headers = {"Content-Type"}}));
//
// What a browser asks beforehand (a preflight request) is answered by the policy of the route that it means. No answer names an origin that
// the policy does not; without a policy pages of other sites may read nothing, as browsers have it.
#pragma once

#include <memory>
#include <vector>

#include "saki/cors_policy.h"
#include "saki/guard.h"
#include "saki/package.h"

namespace saki {

class CorsGuard;

class Cors final : public Package {  // Affinity: main.
 public:
  Cors();
  ~Cors() override;

  // That of a service. Asking before it was added aborts.
  [[nodiscard]] static Cors& of(Service& service) noexcept;

  // A policy to put around routes, around any number of them; before the service starts. An origin outside the grammar, and credentials for
  // every site, abort.
  [[nodiscard]] std::shared_ptr<const Guard> allow(CorsPolicy policy);

  [[nodiscard]] std::string_view name() const noexcept override { return "cors"; }
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;

 private:
  std::vector<std::shared_ptr<CorsGuard>> guards_;
};

}  // namespace saki
