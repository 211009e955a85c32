// SPDX-License-Identifier: Apache-2.0
//
// Times between the library's form and ours. A session's time zone is UTC.
#pragma once

#include <string>
#include <string_view>

#include "library.h"

namespace saki {

// Of a Timestamp's own text, `2026-11-20T12:00:00.000000Z`.
[[nodiscard]] MYSQL_TIME instant_of(std::string_view text) noexcept;

// What parse_text() of the type reads: a Timestamp's text of a DATETIME or TIMESTAMP, a date's of a DATE, a duration's of a TIME.
void append_text(std::string& text, const MYSQL_TIME& time, enum_field_types type);

}  // namespace saki
