// SPDX-License-Identifier: Apache-2.0
#include "saki/sql_value.h"

#include <array>

#include "saki/database_error.h"
#include "saki/text_value.h"

namespace saki {

const char* to_string(SqlKind kind) noexcept {
  constexpr std::array kNames{"null", "an integer", "a real number", "text", "a blob"};
  return kNames[static_cast<std::size_t>(kind)];
}

SqlValue::SqlValue(std::chrono::year_month_day date) : value_(std::string()) { append_text(std::get<std::string>(value_), date); }

SqlValue::SqlValue(std::chrono::microseconds duration) : value_(std::string()) { append_text(std::get<std::string>(value_), duration); }

void SqlValue::refuse(std::uint64_t value) {
  throw DatabaseError(DatabaseErrorKind::Mismatch,
                      std::to_string(value) + " is beyond the integers that a database stores (64 bits with a sign)");
}

}  // namespace saki
