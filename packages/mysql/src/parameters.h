// SPDX-License-Identifier: Apache-2.0
//
// MysqlParameters: the values of a call as the library wants them bound.
#pragma once

#include <span>
#include <vector>

#include "library.h"
#include "saki/sql_value.h"

namespace saki {

class MysqlParameters {  // Affinity: loop.
 public:
  // Takes the values without copying texts and blobs: `values` stay as they are until the statement has been executed. False: what the
  // library was told of the last ones holds for these too, since none is of another type or in another place.
  [[nodiscard]] bool take(std::span<const SqlValue> values);

  [[nodiscard]] MYSQL_BIND* binds() noexcept { return binds_.data(); }
  void forget() noexcept { binds_.clear(); }  // The library did not accept them.

 private:
  union Fixed {
    std::int64_t integer;
    std::uint64_t unsigned_integer;
    double real;
    MYSQL_TIME time;
  };
  static void set(MYSQL_BIND& bind, Fixed& fixed, const SqlValue& value);

  std::vector<MYSQL_BIND> binds_;
  std::vector<Fixed> fixed_;  // What the binds of numbers and times point at.
};

}  // namespace saki
