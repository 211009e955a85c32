// SPDX-License-Identifier: Apache-2.0
//
// Migrations: those of a service, brought to the database it is configured with.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "migration/migration_settings.h"
#include "migration/migrator.h"
#include "service/migrating.h"

namespace saki {

class Migrations final : public Migrating {  // Affinity: main.
 public:
  explicit Migrations(std::span<const Migration> all) noexcept : all_(all) {}  // Which is never freed.

  void declare_settings(ConfigSchema& schema) const override { declare_migration_settings(schema); }
  void before_start(const Composition& composition, const PackageContext& context, Diagnostics& diagnostics) override;
  [[nodiscard]] Report run(const Composition& composition, const PackageContext& context, const std::string& command, bool json) override;

 private:
  struct Order {
    std::string verb;
    std::optional<std::size_t> count;
  };
  [[nodiscard]] static std::optional<Order> parse(const std::string& command);
  [[nodiscard]] MigrationResult<std::string> obey(const Order& order, MigrationBackend& backend, std::chrono::milliseconds patience,
                                                  bool json, Diagnostics& diagnostics) const;
  void check(Migrator& migrator, const std::string& place, Diagnostics& diagnostics) const;
  void climb(Migrator& migrator, const MigrationBackend& backend, std::chrono::milliseconds patience, const PackageContext& context,
             Diagnostics& diagnostics) const;

  std::span<const Migration> all_;
};

// The package whose database is migrated, opened for that; null where there is none, which `diagnostics` then tells.
[[nodiscard]] std::unique_ptr<MigrationBackend> find_migrated(const Composition& composition, const MigrationSettings& settings,
                                                              const PackageContext& context, Diagnostics& diagnostics);

}  // namespace saki
