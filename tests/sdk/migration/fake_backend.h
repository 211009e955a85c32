// SPDX-License-Identifier: Apache-2.0
//
// A database in memory, as migrations are applied to it: what was run is kept as text.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "saki/migration_backend.h"

namespace saki {

struct FakeDatabase {
  std::vector<AppliedMigration> rows;
  std::vector<std::string> run;  // Scripts, in their order.
  std::string fails_at;          // The script that fails.
  bool locked_by_another = false;
  int locks = 0;
};

// What is not finished is undone.
class FakeBackend final : public MigrationBackend {
 public:
  explicit FakeBackend(FakeDatabase& database, std::string_view name = "fake") : database_(database), name_(name) {}

  [[nodiscard]] std::string_view name() const noexcept override { return name_; }
  [[nodiscard]] std::string place() const override { return "/fake.db"; }

  [[nodiscard]] MigrationResult<void> lock(std::chrono::milliseconds) override {
    if (database_.locked_by_another) return std::unexpected(MigrationFailure{"somebody else migrates it", "wait", "", 0});
    ++database_.locks;
    changed_ = database_;
    return {};
  }
  [[nodiscard]] MigrationResult<std::vector<AppliedMigration>> applied() override { return database_.rows; }

  [[nodiscard]] MigrationResult<void> apply(const Migration& migration, std::string_view checksum) override {
    if (migration.up == database_.fails_at) return std::unexpected(MigrationFailure{"it failed", "", std::string(migration.file), 3});
    changed_.run.emplace_back(migration.up);
    changed_.rows.push_back({migration.number, std::string(migration.name), std::string(checksum), "2026-11-21T00:00:00Z", true});
    return {};
  }
  [[nodiscard]] MigrationResult<void> revert(const Migration& migration) override {
    changed_.run.emplace_back(migration.down);
    std::erase_if(changed_.rows, [&](const AppliedMigration& row) { return row.number == migration.number; });
    return {};
  }
  [[nodiscard]] MigrationResult<void> finish() override {
    database_ = changed_;
    return {};
  }

 private:
  FakeDatabase& database_;
  FakeDatabase changed_;
  std::string_view name_;
};

}  // namespace saki
