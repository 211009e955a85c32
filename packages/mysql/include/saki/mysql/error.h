// SPDX-License-Identifier: Apache-2.0
//
// MysqlError: a DatabaseError of MySQL or MariaDB. Its code() is the server's error number (ER_…) or the client library's (CR_…, from
// 2000).
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "saki/database_error.h"

namespace saki {

class MysqlError final : public DatabaseError {  // Affinity: any. Adds nothing that is lost when it travels as a DatabaseError.
 public:
  explicit MysqlError(DatabaseErrorKind kind, std::string text, std::string_view statement = {}, std::string constraint = {}, int code = 0)
      : DatabaseError(kind, std::move(text), statement, std::move(constraint), "mysql", code) {}
};

}  // namespace saki
