// SPDX-License-Identifier: Apache-2.0
//
// SqliteError: a DatabaseError that knows SQLite's own code. Thrown by the plain calls, carried by the `try_` ones.
#pragma once

#include <string>

#include "saki/database_error.h"

namespace saki {

class SqliteError final : public DatabaseError {  // Affinity: any.
 public:
  explicit SqliteError(DatabaseErrorKind kind, std::string text, std::string statement = {}, std::string constraint = {}, int code = 0)
      : DatabaseError(kind, std::move(text), std::move(statement), std::move(constraint), "sqlite"), code_(code) {}

  // The extended result code (sqlite.org/rescode.html); 0 where the failure is not SQLite's, such as a deadline.
  [[nodiscard]] int code() const noexcept { return code_; }

 private:
  int code_;
};

}  // namespace saki
