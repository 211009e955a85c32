// SPDX-License-Identifier: Apache-2.0
//
// DatabaseFile: one open connection to the file, set up as Saki uses SQLite: write-ahead log, foreign keys enforced, double quotes for
// names only, the schema safe from being overwritten.
#pragma once

#include <sqlite3.h>

#include <expected>
#include <memory>
#include <string>

#include "explain.h"
#include "saki/sqlite/options.h"

namespace saki {

enum class SqliteRole { Writer, Reader };

class DatabaseFile {  // Affinity: the thread that opened it.
 public:
  // Opens the file, which the writer makes if it is missing; readers come after it. `prepare` is called before the first statement.
  [[nodiscard]] static std::expected<DatabaseFile, Explanation> open(const SqliteOptions& options, SqliteRole role,
                                                                     class Patience& patience);

  [[nodiscard]] sqlite3* handle() const noexcept { return handle_.get(); }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle()) == 0; }

  // What the call that just returned `code` means.
  [[nodiscard]] Explanation failure(int code) const { return explain(handle(), code, path_); }

  // Runs constant statements without result.
  [[nodiscard]] int run(const char* sql) noexcept { return sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr); }

 private:
  struct Close {
    void operator()(sqlite3* handle) const noexcept { sqlite3_close_v2(handle); }
  };
  DatabaseFile(sqlite3* handle, std::string path) noexcept : handle_(handle), path_(std::move(path)) {}

  [[nodiscard]] std::expected<void, Explanation> set_up(const SqliteOptions& options, SqliteRole role);
  [[nodiscard]] std::expected<void, Explanation> keep_log();

  std::unique_ptr<sqlite3, Close> handle_;
  std::string path_;
};

}  // namespace saki
