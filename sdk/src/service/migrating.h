// SPDX-License-Identifier: Apache-2.0
//
// Migrating: what a composition does with the migrations it was given. An interface, so that a service without any is linked with none of
// it.
#pragma once

#include <string>

#include "saki/config/config_schema.h"
#include "saki/package.h"

namespace saki {

class Composition;

class Migrating {  // Affinity: main.
 public:
  struct Report {
    int exit_status = 0;
    std::string output;
    std::string error_output;
  };

  virtual ~Migrating() = default;

  virtual void declare_settings(ConfigSchema& schema) const = 0;

  // Does to the database what `migrations.at_start` says. Called before the packages start.
  virtual void before_start(const Composition& composition, const PackageContext& context, Diagnostics& diagnostics) = 0;

  // Does what `--db` was given: status, up, up:N, down, down:N, check.
  [[nodiscard]] virtual Report run(const Composition& composition, const PackageContext& context, const std::string& command,
                                   bool json) = 0;
};

}  // namespace saki
