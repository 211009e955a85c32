// SPDX-License-Identifier: Apache-2.0
//
// Access: the package that lets requests in or turns them away before any route is asked, by rules of the configuration's section `access`:
// by network, path, method and who calls. The first rule that fits decides; `default` where none does. docs/identity.md has the rules.
//
//   service.add_package(std::make_unique<Auth>());    // Only where rules name users or roles.
//   service.add_package(std::make_unique<Access>());
#pragma once

#include <memory>
#include <string_view>

#include "saki/package.h"

namespace saki {

class AccessGuard;

class Access final : public Package {  // Affinity: main before start(), any between start() and stop().
 public:
  Access();
  ~Access() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "access"; }
  void install(Service& service) override;
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;
  void measure(Measures& measures) const override;
  void stop() noexcept override;

 private:
  std::shared_ptr<AccessGuard> guard_;
};

}  // namespace saki
