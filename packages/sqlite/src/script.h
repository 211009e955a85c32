// SPDX-License-Identifier: Apache-2.0
//
// Running and preparing SQL text that holds one statement or many.
#pragma once

#include <sqlite3.h>

#include <cstddef>
#include <expected>
#include <string_view>

#include "database_file.h"
#include "statement.h"

namespace saki {

struct ScriptFailure {
  Explanation explanation;
  std::size_t offset = 0;  // Of the failing statement, or of the word in it that SQLite names; in bytes.
};

// Runs the statements one after the other until one fails; rows are dropped.
[[nodiscard]] std::expected<void, ScriptFailure> run_statements(const DatabaseFile& file, std::string_view script);

struct PreparedOne {
  int code = SQLITE_OK;
  Statement statement{nullptr};  // Empty when the text is.
  bool more = false;             // The text holds a further statement.
};

// Prepares the first statement of `sql`.
[[nodiscard]] PreparedOne prepare_one(sqlite3* database, std::string_view sql);

}  // namespace saki
