// SPDX-License-Identifier: Apache-2.0
#include "saki/sql_value.h"

#include <array>

#include "saki/text_value.h"

namespace saki {

const char* to_string(SqlKind kind) noexcept {
  constexpr std::array kNames{"null", "an integer", "a real number", "text", "a blob", "an integer beyond 64 bits with a sign"};
  return kNames[static_cast<std::size_t>(kind)];
}

SqlValue::SqlValue(std::chrono::year_month_day date) : value_(std::string()) { append_text(std::get<std::string>(value_), date); }

SqlValue::SqlValue(std::chrono::microseconds duration) : value_(std::string()) { append_text(std::get<std::string>(value_), duration); }

}  // namespace saki
