// SPDX-License-Identifier: Apache-2.0
//
// Migrations of an SQLite file, on a connection of their own. The lock is the transaction that all of one run share: all of it happens, or
// nothing.
#pragma once

#include <atomic>
#include <memory>
#include <optional>

#include "database_file.h"
#include "patience.h"
#include "saki/migration_backend.h"
#include "script.h"

namespace saki {

class SqliteMigrationBackend final : public MigrationBackend {  // Affinity: one thread.
 public:
  explicit SqliteMigrationBackend(SqliteOptions options) : options_(std::move(options)) {}
  ~SqliteMigrationBackend() override;

  [[nodiscard]] std::string_view name() const noexcept override { return "sqlite"; }
  [[nodiscard]] std::string place() const override { return options_.path; }
  [[nodiscard]] MigrationResult<void> lock(std::chrono::milliseconds patience) override;
  [[nodiscard]] MigrationResult<std::vector<AppliedMigration>> applied() override;
  [[nodiscard]] MigrationResult<void> apply(const Migration& migration, std::string_view checksum) override;
  [[nodiscard]] MigrationResult<void> revert(const Migration& migration) override;
  [[nodiscard]] MigrationResult<void> finish() override;

 private:
  [[nodiscard]] MigrationResult<void> open();
  [[nodiscard]] MigrationResult<void> run_script(const Migration& migration, std::string_view sql);
  [[nodiscard]] MigrationResult<void> change(const char* sql, const std::vector<SqlValue>& values);
  [[nodiscard]] MigrationFailure failure(int code) const;

  const SqliteOptions options_;
  const std::atomic<bool> stopping_ = false;
  std::optional<Patience> patience_;
  std::optional<DatabaseFile> file_;  // Ends before the patience that it asks.
};

}  // namespace saki
