// SPDX-License-Identifier: Apache-2.0
//
// Maintenance: while a file exists, every request is answered 503 with Retry-After, and the service says that it is not ready.
//
//   touch data/maintenance     # nobody is served
//   rm data/maintenance        # a second later everybody is
//
// Its middleware stands around those of packages that are started later.
#pragma once

#include <memory>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/package.h"

namespace saki {

class HttpError;
class Request;
struct MaintenanceCore;

class Maintenance final : public Package {  // Affinity: any, between start() and stop().
 public:
  static constexpr Duration kBetweenLooks = std::chrono::seconds(1);  // The file is looked for this often at most.

  Maintenance();
  ~Maintenance() override;

  // Whether a request is to be refused now, and what it is told then.
  [[nodiscard]] bool refuses(const Request& request);
  [[nodiscard]] HttpError refusal();

  [[nodiscard]] std::string_view name() const noexcept override { return "maintenance"; }
  void install(Service& service) override;
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  [[nodiscard]] Health health() const override;
  void measure(Measures& measures) const override;

 private:
  std::unique_ptr<MaintenanceCore> core_;
};

}  // namespace saki
