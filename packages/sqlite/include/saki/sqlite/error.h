// SPDX-License-Identifier: Apache-2.0
//
// SqliteError: a DatabaseError of SQLite. Its code() is the extended result code (sqlite.org/rescode.html).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "saki/database_error.h"

namespace saki {

class SqliteError final : public DatabaseError {  // Affinity: any. Adds nothing that is lost when it travels as a DatabaseError.
 public:
  explicit SqliteError(DatabaseErrorKind kind, std::string text, std::string_view statement = {}, std::string constraint = {}, int code = 0)
      : DatabaseError(kind, std::move(text), statement, std::move(constraint), "sqlite", code) {}
  SqliteError(DatabaseError error) noexcept : DatabaseError(std::move(error)) {}  // NOLINT(google-explicit-constructor): as calls give it.
};

}  // namespace saki
