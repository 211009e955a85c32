// SPDX-License-Identifier: Apache-2.0
#include "database_file.h"

#include <utility>

#include "patience.h"
#include "statement.h"

namespace saki {
namespace {

constexpr int kOpenFlags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
constexpr const char* kMemory = ":memory:";

// Before SQLite's first use, else it stays as it is: no statistics of its memory, which nobody here reads, and which have each allocation
// of each thread take one lock.
void start_library() noexcept { [[maybe_unused]] static const int kStarted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

int open_flags(const SqliteOptions& options, SqliteRole role) noexcept {
  if (options.mode == SqliteMode::ReadOnly) return kOpenFlags | SQLITE_OPEN_READONLY;
  return kOpenFlags | SQLITE_OPEN_READWRITE | (role == SqliteRole::Writer ? SQLITE_OPEN_CREATE : 0);
}

// What the options say, as SQLite takes it.
std::string settings_text(const SqliteOptions& options) {
  const auto pragma = [](const char* name, const std::string& value) { return "pragma " + std::string(name) + " = " + value + ";"; };
  return pragma("foreign_keys", "on") + pragma("synchronous", options.durability == SqliteDurability::Full ? "full" : "normal") +
         pragma("cache_size", "-" + std::to_string(options.cache_bytes / 1'024)) +
         pragma("mmap_size", std::to_string(options.mapped_bytes)) + pragma("journal_size_limit", std::to_string(options.log_bytes)) +
         pragma("temp_store", options.temporary == SqliteTemporary::Memory ? "memory" : "file") +
         pragma("secure_delete", options.secure_delete ? "on" : "off");
}

void harden(sqlite3* handle) noexcept {
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
}

}  // namespace

std::expected<DatabaseFile, Explanation> DatabaseFile::open(const SqliteOptions& options, SqliteRole role, Patience& patience) {
  start_library();
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(options.path.c_str(), &handle, open_flags(options, role), nullptr);
  DatabaseFile file(handle, options.path);  // SQLite gives a handle for its error too.
  if (code != SQLITE_OK) return std::unexpected(file.failure(code));

  patience.install(handle);
  harden(handle);
  if (auto done = file.set_up(options, role); !done) return std::unexpected(std::move(done.error()));
  return file;
}

std::expected<void, Explanation> DatabaseFile::set_up(const SqliteOptions& options, SqliteRole role) {
  // Before anything is read: a log beside the file, which cannot be opened then either, would be blamed instead.
  const bool is_writer = role == SqliteRole::Writer && options.mode == SqliteMode::ReadWrite;
  if (is_writer && sqlite3_db_readonly(handle(), "main") != 0) return std::unexpected(explain(nullptr, SQLITE_READONLY, path_));

  // The first statement that reads the file finds out what it is.
  if (const int code = run("select 1 from sqlite_schema limit 1"); code != SQLITE_OK) return std::unexpected(failure(code));
  if (is_writer) {
    if (auto kept = keep_log(); !kept) return kept;
  }
  const std::string settings = settings_text(options) + (is_writer ? "" : "pragma query_only = on;");
  if (const int code = run(settings.c_str()); code != SQLITE_OK) return std::unexpected(failure(code));
  return {};
}

std::expected<void, Explanation> DatabaseFile::keep_log() {
  sqlite3_stmt* prepared = nullptr;
  if (const int code = sqlite3_prepare_v2(handle(), "pragma journal_mode = wal", -1, &prepared, nullptr); code != SQLITE_OK) {
    return std::unexpected(failure(code));
  }
  Statement statement(prepared);
  if (const int code = statement.step(); code != SQLITE_ROW) return std::unexpected(failure(code));
  const std::string mode = reinterpret_cast<const char*>(sqlite3_column_text(prepared, 0));
  if (mode == "wal" || path_ == kMemory) return {};
  return std::unexpected(Explanation{DatabaseErrorKind::Unavailable, 0, "\"" + path_ + "\" cannot be kept with a write-ahead log here",
                                     "its file system lacks shared memory or locks, as network file systems do; use a local disk", ""});
}

}  // namespace saki
