// SPDX-License-Identifier: Apache-2.0
#include "migration/migration_settings.h"

#include <algorithm>

namespace saki {
namespace {

constexpr std::string_view kChosenDatabase = "database.backend";  // Of a service with <saki/database.h>.
constexpr std::string_view kWhicheverThereIs = "auto";

MigrateAtStart at_start_of(const std::string& word) {
  if (word == "up") return MigrateAtStart::Up;
  return word == "check" ? MigrateAtStart::Check : MigrateAtStart::None;
}

bool is_declared(const Config& config, std::string_view path) {
  return std::ranges::any_of(config.items(), [path](const Config::Item& item) { return item.setting.path == path; });
}

}  // namespace

void declare_migration_settings(ConfigSchema& schema) {
  schema.add({.path = "migrations.at_start",
              .type = SettingType::Word,
              .initial = "up",
              .words = {"up", "check", "none"},
              .description = "up: a start applies what is pending; check: it refuses to serve until somebody did; none: neither."});
  schema.add({.path = "migrations.database",
              .description = "The package whose database is migrated, where there are several; else what database.backend says."});
  schema.add({.path = "migrations.patience",
              .type = SettingType::TimeSpan,
              .initial = "60s",
              .maximum = "24h",
              .description = "How long a start waits for another one that migrates the same database."});
}

MigrationSettings read_migration_settings(const Config& config) {
  MigrationSettings settings;
  settings.at_start = at_start_of(config.get<std::string>("migrations.at_start"));
  settings.database = config.find<std::string>("migrations.database").value_or("");
  if (settings.database.empty() && is_declared(config, kChosenDatabase)) settings.database = config.get<std::string>(kChosenDatabase);
  if (settings.database == kWhicheverThereIs) settings.database.clear();
  settings.patience = config.get<std::chrono::milliseconds>("migrations.patience");
  return settings;
}

}  // namespace saki
