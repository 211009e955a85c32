// SPDX-License-Identifier: Apache-2.0
//
// Composition: everything a service was put together from, before anything of it runs.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "migration/migrating.h"
#include "saki/config/config_schema.h"
#include "saki/package.h"
#include "saki/settings_holder.h"
#include "saki/static_options.h"
#include "service/service_context.h"

namespace saki {

struct PackageEntry {
  std::unique_ptr<Package> package;
  TypeKey key;
  void* object;  // The package as the type that `key` stands for.
};

struct StaticMount {
  std::string prefix;
  std::variant<std::string, FromSetting> directory;
  StaticOptions options;
};

// Whether the configuration leaves it to the service.
[[nodiscard]] bool is_enabled(const Package& package, const Config& config);

class Composition {  // Affinity: main.
 public:
  std::string name;
  std::string version;
  std::string summary;
  std::string defaults;  // YAML.

  ServiceContext context;
  std::vector<Middleware> middleware;
  std::vector<PackageEntry> packages;
  std::vector<std::unique_ptr<SettingsHolder>> settings;
  std::vector<StaticMount> mounts;
  std::vector<std::string> start_notes;
  std::unique_ptr<Migrating> migrating;  // None without migrations.

  // Everything that the configuration of this service can say.
  [[nodiscard]] ConfigSchema schema() const;

  // Mistakes that can be told without a configuration.
  void check(Diagnostics& diagnostics) const;
};

}  // namespace saki
