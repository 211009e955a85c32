// SPDX-License-Identifier: Apache-2.0
//
// What SQLite's codes mean to a person: which file, what it is about, and the way out.
#pragma once

#include <sqlite3.h>

#include <string>
#include <string_view>

#include "saki/sqlite/error.h"

namespace saki {

struct Explanation {
  DatabaseErrorKind kind = DatabaseErrorKind::Other;
  int code = 0;            // SQLite's extended one.
  std::string text;        // One clause, lower case, no full stop.
  std::string hint;        // The way out; may be empty.
  std::string constraint;  // What a violation names.
};

// Explains the failure that a call on `database` just returned as `code`. `path` is the file, as the user named it.
[[nodiscard]] Explanation explain(sqlite3* database, int code, const std::string& path);

// The same as an error of a call: text and hint in one paragraph.
[[nodiscard]] SqliteError to_error(const Explanation& explanation, std::string_view statement);

}  // namespace saki
