// SPDX-License-Identifier: Apache-2.0
//
// Composition: everything a service was put together from, before anything of it runs.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "context/service_context.h"
#include "saki/config/config_schema.h"
#include "saki/package.h"
#include "saki/settings_holder.h"
#include "saki/static_options.h"
#include "service/migrating.h"

namespace saki {

struct PackageEntry {
  std::unique_ptr<Package> package;
  TypeKey key;
  void* object;  // The package as the type that `key` stands for.
  std::size_t first_route = 0;  // What it brought, of Composition::routes.
  std::size_t end_route = 0;
  std::optional<std::vector<std::string>> declared{};  // What it says it brings, where that is told.
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
  std::vector<std::string> routes;  // Those of `context`, each as METHOD /pattern.
  std::unique_ptr<Migrating> migrating;  // None without migrations.

  // Everything that the configuration of this service can say.
  [[nodiscard]] ConfigSchema schema() const;

  // Mistakes that can be told without a configuration.
  void check(Diagnostics& diagnostics) const;
};

}  // namespace saki
