// SPDX-License-Identifier: Apache-2.0
//
// MysqlParameters: the values of a call as the library wants them bound.
#pragma once

#include <vector>

#include "library.h"
#include "saki/sql_value.h"

namespace saki {

class MysqlParameters {  // Affinity: loop.
 public:
  // Binds without copying texts and blobs: `values` stay as they are until the statement has been executed.
  [[nodiscard]] MYSQL_BIND* bind(const std::vector<SqlValue>& values);

 private:
  union Fixed {
    std::int64_t integer;
    std::uint64_t unsigned_integer;
    double real;
    MYSQL_TIME time;
  };
  static void bind_one(MYSQL_BIND& bind, Fixed& fixed, const SqlValue& value);

  std::vector<MYSQL_BIND> binds_;
  std::vector<Fixed> fixed_;  // What the binds of numbers and times point at.
};

}  // namespace saki
