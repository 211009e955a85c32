// SPDX-License-Identifier: Apache-2.0
//
// Migrations at a server, on a connection of their own that blocks. The lock is a named one of the server. It cannot undo a change of the
// schema, so each step is noted as incomplete before it is run, and as complete behind it.
#pragma once

#include <memory>
#include <string>
#include <utility>

#include "library.h"
#include "saki/migration_backend.h"
#include "saki/mysql/options.h"

namespace saki {

class MysqlCore;

class MysqlMigrationBackend final : public MigrationBackend {  // Affinity: one thread.
 public:
  MysqlMigrationBackend(MysqlOptions options, MysqlCore& core) : options_(std::move(options)), core_(core) {}

  [[nodiscard]] std::string_view name() const noexcept override { return "mysql"; }
  [[nodiscard]] std::string place() const override;
  [[nodiscard]] MigrationResult<void> lock(std::chrono::milliseconds patience) override;
  [[nodiscard]] MigrationResult<std::vector<AppliedMigration>> applied() override;
  [[nodiscard]] MigrationResult<void> apply(const Migration& migration, std::string_view checksum) override;
  [[nodiscard]] MigrationResult<void> revert(const Migration& migration) override;
  [[nodiscard]] MigrationResult<void> finish() override { return {}; }  // The connection's end gives the lock back.

 private:
  struct Close {
    void operator()(MYSQL* handle) const noexcept { mysql_close(handle); }
  };
  using Result = std::unique_ptr<MYSQL_RES, void (*)(MYSQL_RES*)>;

  [[nodiscard]] MigrationResult<void> open();
  [[nodiscard]] MigrationResult<void> run(const std::string& sql);
  [[nodiscard]] MigrationResult<std::string> ask(const std::string& sql);  // The first value.
  [[nodiscard]] MigrationResult<void> run_script(const Migration& migration, std::string_view sql, std::size_t& done);
  [[nodiscard]] MigrationResult<void> forget(const Migration& migration);
  [[nodiscard]] std::string quoted(std::string_view text) const;
  [[nodiscard]] MigrationFailure failure() const;

  const MysqlOptions options_;
  MysqlCore& core_;  // Is told that its server was not reached.
  std::unique_ptr<MYSQL, Close> handle_;
};

}  // namespace saki
