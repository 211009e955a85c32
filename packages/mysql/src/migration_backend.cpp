// SPDX-License-Identifier: Apache-2.0
#include "migration_backend.h"

#include "core.h"
#include "handle.h"
#include "saki/timestamp.h"
#include "start.h"

namespace saki {
namespace {

constexpr const char* kMakeTable =
    "create table if not exists saki_migrations (number integer primary key, name varchar(255) not null, checksum varchar(255) not null,"
    " applied_at varchar(40) not null, complete integer not null default 1) character set utf8mb4";
constexpr const char* kHasTable =
    "select count(*) from information_schema.tables where table_schema = database() and table_name = 'saki_migrations'";
constexpr const char* kAll = "select number, name, checksum, applied_at, complete from saki_migrations order by number";

std::string number_of(const Migration& migration) { return std::to_string(migration.number); }

}  // namespace

std::string MysqlMigrationBackend::place() const {
  return options_.database.empty() ? server_of(options_) : options_.database + " at " + server_of(options_);
}

MigrationFailure MysqlMigrationBackend::failure() const { return {mysql_error(handle_.get()), "", "", 0}; }

MigrationResult<void> MysqlMigrationBackend::open() {
  if (handle_) return {};
  if (options_.database.empty())
    return std::unexpected(MigrationFailure{"mysql.database is empty", "name the database in mysql.database", "", 0});
  std::unique_ptr<MYSQL, Close> handle(connect_patiently(options_));
  if (!handle || mysql_errno(handle.get()) != 0) {
    core_.told_unreachable();
    const std::string why = handle ? mysql_error(handle.get()) : "there is no memory left";
    const unsigned code = handle ? mysql_errno(handle.get()) : 0;
    return std::unexpected(MigrationFailure{"no connection to " + server_of(options_) + ": " + why, hint_for(code), "", 0});
  }
  handle_ = std::move(handle);
  return {};
}

MigrationResult<void> MysqlMigrationBackend::lock(std::chrono::milliseconds patience) {
  if (auto opened = open(); !opened) return opened;
  const auto seconds = std::to_string(std::chrono::ceil<std::chrono::seconds>(patience).count());
  const auto locked = ask("select coalesce(get_lock(concat('saki migrations ', database()), " + seconds + "), 0)");
  if (!locked) return std::unexpected(locked.error());
  if (*locked != "1") {
    return std::unexpected(MigrationFailure{"another process migrates the database", "wait for it, or end it", "", 0});
  }
  return run(kMakeTable);
}

MigrationResult<std::vector<AppliedMigration>> MysqlMigrationBackend::applied() {
  if (auto opened = open(); !opened) return std::unexpected(std::move(opened.error()));
  const auto has_table = ask(kHasTable);
  if (!has_table) return std::unexpected(has_table.error());
  std::vector<AppliedMigration> found;
  if (*has_table == "0") return found;
  if (mysql_query(handle_.get(), kAll) != 0) return std::unexpected(failure());
  const Result rows(mysql_store_result(handle_.get()), mysql_free_result);
  if (!rows) return std::unexpected(failure());
  while (const MYSQL_ROW row = mysql_fetch_row(rows.get())) {
    AppliedMigration& applied = found.emplace_back();
    applied.number = static_cast<std::uint32_t>(std::stoul(row[0]));
    applied.name = row[1];
    applied.checksum = row[2];
    applied.applied_at = row[3];
    applied.complete = std::string_view(row[4]) != "0";
  }
  return found;
}

MigrationResult<void> MysqlMigrationBackend::apply(const Migration& migration, std::string_view checksum) {
  auto noted = run("replace into saki_migrations (number, name, checksum, applied_at, complete) values (" + number_of(migration) + ", " +
                   quoted(migration.name) + ", " + quoted(checksum) + ", " + quoted(Timestamp::now().text()) + ", 0)");
  if (!noted) return noted;
  std::size_t done = 0;
  auto ran = run_script(migration, migration.up, done);
  if (!ran) {
    if (done == 0) static_cast<void>(forget(migration));  // Nothing has happened.
    return ran;
  }
  return run("update saki_migrations set complete = 1 where number = " + number_of(migration));
}

MigrationResult<void> MysqlMigrationBackend::revert(const Migration& migration) {
  std::size_t done = 0;
  auto begun = run("update saki_migrations set complete = 0 where number = " + number_of(migration));
  if (!begun) return begun;
  auto ran = run_script(migration, migration.down, done);
  if (ran) return forget(migration);
  if (done == 0) static_cast<void>(run("update saki_migrations set complete = 1 where number = " + number_of(migration)));
  return ran;
}

MigrationResult<void> MysqlMigrationBackend::forget(const Migration& migration) {
  return run("delete from saki_migrations where number = " + number_of(migration));
}

MigrationResult<void> MysqlMigrationBackend::run_script(const Migration& migration, std::string_view sql, std::size_t& done) {
  mysql_set_server_option(handle_.get(), MYSQL_OPTION_MULTI_STATEMENTS_ON);
  int code = mysql_real_query(handle_.get(), sql.data(), static_cast<unsigned long>(sql.size()));
  while (code == 0) {
    if (MYSQL_RES* result = mysql_store_result(handle_.get())) mysql_free_result(result);
    ++done;
    code = mysql_next_result(handle_.get());
  }
  const bool failed = code > 0;
  MigrationFailure found = failure();
  found.file = migration.file;
  mysql_set_server_option(handle_.get(), MYSQL_OPTION_MULTI_STATEMENTS_OFF);
  if (failed) return std::unexpected(std::move(found));
  return run("commit");
}

MigrationResult<void> MysqlMigrationBackend::run(const std::string& sql) {
  if (mysql_real_query(handle_.get(), sql.data(), static_cast<unsigned long>(sql.size())) != 0) return std::unexpected(failure());
  return {};
}

MigrationResult<std::string> MysqlMigrationBackend::ask(const std::string& sql) {
  if (auto ran = run(sql); !ran) return std::unexpected(std::move(ran.error()));
  const Result rows(mysql_store_result(handle_.get()), mysql_free_result);
  const MYSQL_ROW row = rows ? mysql_fetch_row(rows.get()) : nullptr;
  if (row == nullptr || row[0] == nullptr) return std::unexpected(failure());
  return std::string(row[0]);
}

std::string MysqlMigrationBackend::quoted(std::string_view text) const {
  std::string escaped(2 * text.size() + 1, '\0');
  const unsigned long size = mysql_real_escape_string(handle_.get(), escaped.data(), text.data(), static_cast<unsigned long>(text.size()));
  return "'" + escaped.substr(0, size) + "'";
}

}  // namespace saki
