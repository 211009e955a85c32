// SPDX-License-Identifier: Apache-2.0
//
// SecurityHeaders: what every answer of the service tells browsers not to do with it.
//
//   service.add_package(std::make_unique<SecurityHeaders>());
//
// Which fields, says the section `security_headers` of the configuration; what a handler sets itself stays. Strict-Transport-Security is
// the server's, see `server.hsts`.
#pragma once

#include <memory>

#include "saki/package.h"

namespace saki {

class FixedFields;

class SecurityHeaders final : public Package {  // Affinity: main.
 public:
  SecurityHeaders();
  ~SecurityHeaders() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "security_headers"; }
  void install(Service& service) override;  // Around all that it answers.
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;

 private:
  std::shared_ptr<FixedFields> fields_;
};

}  // namespace saki
