// SPDX-License-Identifier: Apache-2.0
//
// Migrations of a database in memory: it is empty at each start, and seen by one connection only, so they become scripts that this one
// runs first.
#pragma once

#include "core.h"
#include "saki/migration_backend.h"

namespace saki {

class MemoryMigrationBackend final : public MigrationBackend {  // Affinity: main.
 public:
  explicit MemoryMigrationBackend(SqliteCore& core) noexcept : core_(core) { core_.clear_migrations(); }

  [[nodiscard]] std::string_view name() const noexcept override { return "sqlite"; }
  [[nodiscard]] std::string place() const override { return ":memory:"; }
  [[nodiscard]] MigrationResult<void> lock(std::chrono::milliseconds) override { return {}; }
  [[nodiscard]] MigrationResult<std::vector<AppliedMigration>> applied() override { return std::vector<AppliedMigration>(); }
  [[nodiscard]] MigrationResult<void> apply(const Migration& migration, std::string_view) override {
    core_.add_migration({std::string(migration.file), std::string(migration.up), true});
    return {};
  }
  [[nodiscard]] MigrationResult<void> revert(const Migration&) override { return {}; }
  [[nodiscard]] MigrationResult<void> finish() override { return {}; }

 private:
  SqliteCore& core_;
};

}  // namespace saki
