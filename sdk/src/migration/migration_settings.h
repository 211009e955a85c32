// SPDX-License-Identifier: Apache-2.0
//
// The section `migrations` of the configuration.
#pragma once

#include <chrono>
#include <string>

#include "saki/config/config_schema.h"

namespace saki {

enum class MigrateAtStart { Up, Check, None };

struct MigrationSettings {
  MigrateAtStart at_start = MigrateAtStart::Up;
  std::string database;  // The package whose database they are for; empty: the only one that can be migrated.
  std::chrono::milliseconds patience{60'000};
};

void declare_migration_settings(ConfigSchema& schema);
[[nodiscard]] MigrationSettings read_migration_settings(const Config& config);

}  // namespace saki
