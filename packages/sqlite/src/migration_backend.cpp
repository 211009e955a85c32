// SPDX-License-Identifier: Apache-2.0
#include "migration_backend.h"

#include <algorithm>
#include <thread>

#include "saki/timestamp.h"

namespace saki {
namespace {

constexpr const char* kMakeTable =
    "create table if not exists saki_migrations (number integer primary key, name text not null, checksum text not null,"
    " applied_at text not null, complete integer not null default 1) strict";
constexpr const char* kHasTable = "select 1 from sqlite_schema where type = 'table' and name = 'saki_migrations'";
constexpr const char* kAll = "select number, name, checksum, applied_at, complete from saki_migrations order by number";
constexpr const char* kNote =
    "insert or replace into saki_migrations (number, name, checksum, applied_at, complete) values (?, ?, ?, ?, 1)";
constexpr const char* kForget = "delete from saki_migrations where number = ?";
constexpr std::chrono::milliseconds kPause{20};

MigrationFailure failure_of(const Explanation& explanation) { return {explanation.text, explanation.hint, "", 0}; }

std::string text_of(sqlite3_stmt* row, int column) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(row, column));
  return text != nullptr ? text : "";
}

AppliedMigration read(sqlite3_stmt* row) {
  AppliedMigration applied;
  applied.number = static_cast<std::uint32_t>(sqlite3_column_int64(row, 0));
  applied.name = text_of(row, 1);
  applied.checksum = text_of(row, 2);
  applied.applied_at = text_of(row, 3);
  applied.complete = sqlite3_column_int(row, 4) != 0;
  return applied;
}

// One after the other: of a list in braces GCC 12 believes, with sanitizers, that it is used before it is made.
template <class... Value>
std::vector<SqlValue> values(const Value&... each) {
  std::vector<SqlValue> made;
  made.reserve(sizeof...(each));
  (made.emplace_back(each), ...);
  return made;
}

std::uint32_t line_at(std::string_view script, std::size_t offset) {
  return static_cast<std::uint32_t>(std::ranges::count(script.substr(0, offset), '\n')) + 1;
}

}  // namespace

SqliteMigrationBackend::~SqliteMigrationBackend() {
  if (file_ && file_->in_transaction()) static_cast<void>(file_->run("rollback"));
}

MigrationFailure SqliteMigrationBackend::failure(int code) const { return failure_of(file_->failure(code)); }

MigrationResult<void> SqliteMigrationBackend::open() {
  if (file_) return {};
  patience_.emplace(options_.busy_timeout, stopping_);
  const Patience::Turn turn(*patience_, nullptr);
  auto file = DatabaseFile::open(options_, SqliteRole::Writer, *patience_);
  if (!file) return std::unexpected(failure_of(file.error()));
  file_.emplace(*std::move(file));
  return {};
}

MigrationResult<void> SqliteMigrationBackend::lock(std::chrono::milliseconds patience) {
  if (auto opened = open(); !opened) return opened;
  // So that tables can be made anew under others that refer to them (sqlite.org/lang_altertable.html section 7); finish() looks.
  static_cast<void>(file_->run("pragma foreign_keys = off"));
  const auto end = std::chrono::steady_clock::now() + patience;
  int code = file_->run("begin immediate");
  while ((code & 0xff) == SQLITE_BUSY && std::chrono::steady_clock::now() < end) {
    std::this_thread::sleep_for(kPause);
    code = file_->run("begin immediate");
  }
  if (code == SQLITE_OK) code = file_->run(kMakeTable);
  if (code != SQLITE_OK) return std::unexpected(failure(code));
  return {};
}

MigrationResult<std::vector<AppliedMigration>> SqliteMigrationBackend::applied() {
  if (auto opened = open(); !opened) return std::unexpected(std::move(opened.error()));
  std::vector<AppliedMigration> rows;
  PreparedOne has_table = prepare_one(file_->handle(), kHasTable);
  if (has_table.code != SQLITE_OK) return std::unexpected(failure(has_table.code));
  if (has_table.statement.step() != SQLITE_ROW) return rows;
  PreparedOne all = prepare_one(file_->handle(), kAll);
  if (all.code != SQLITE_OK) return std::unexpected(failure(all.code));
  int code = all.statement.step();
  for (; code == SQLITE_ROW; code = all.statement.step()) rows.push_back(read(all.statement.handle()));
  if (code != SQLITE_DONE) return std::unexpected(failure(code));
  return rows;
}

MigrationResult<void> SqliteMigrationBackend::apply(const Migration& migration, std::string_view checksum) {
  if (auto done = run_script(migration, migration.up); !done) return done;
  return change(kNote, values(migration.number, migration.name, checksum, Timestamp::now()));
}

MigrationResult<void> SqliteMigrationBackend::revert(const Migration& migration) {
  if (auto done = run_script(migration, migration.down); !done) return done;
  return change(kForget, values(migration.number));
}

MigrationResult<void> SqliteMigrationBackend::run_script(const Migration& migration, std::string_view sql) {
  if (const auto done = run_statements(*file_, sql); !done) {
    MigrationFailure found = failure_of(done.error().explanation);
    found.file = migration.file;
    if (sql == migration.up) found.line = line_at(sql, done.error().offset);
    return std::unexpected(std::move(found));
  }
  if (file_->in_transaction()) return {};
  return std::unexpected(MigrationFailure{"a migration may not end the transaction that it is run in",
                                          "leave commit and rollback out of it", std::string(migration.file), 0});
}

MigrationResult<void> SqliteMigrationBackend::change(const char* sql, const std::vector<SqlValue>& values) {
  PreparedOne prepared = prepare_one(file_->handle(), sql);
  int code = prepared.code;
  if (code == SQLITE_OK) code = prepared.statement.bind(values);
  if (code == SQLITE_OK) code = prepared.statement.step();
  if (code != SQLITE_DONE) return std::unexpected(failure(code));
  return {};
}

MigrationResult<void> SqliteMigrationBackend::finish() {
  PreparedOne broken = prepare_one(file_->handle(), "pragma foreign_key_check");
  if (broken.code != SQLITE_OK) return std::unexpected(failure(broken.code));
  if (broken.statement.step() == SQLITE_ROW) {
    return std::unexpected(MigrationFailure{"a row of the table \"" + text_of(broken.statement.handle(), 0) +
                                                "\" would refer to a row of \"" + text_of(broken.statement.handle(), 2) +
                                                "\" that is not there",
                                            "nothing was changed; let the migration remove or mend such rows", "", 0});
  }
  broken.statement.reset();
  if (const int code = file_->run("commit"); code != SQLITE_OK) return std::unexpected(failure(code));
  return {};
}

}  // namespace saki
