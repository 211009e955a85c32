// SPDX-License-Identifier: Apache-2.0
//
// The text forms of dates and durations: `2026-11-20` and `1h30m`.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "saki/base/result.h"

namespace saki {

// Reads `YYYY-MM-DD`, a day that exists. Error: Invalid. Affinity: any (all of this header).
[[nodiscard]] Result<std::chrono::year_month_day> parse_date(std::string_view text) noexcept;
void append_date(std::string& text, std::chrono::year_month_day date);

// Reads numbers with the units d, h, m, s, ms, us: each at most once, the larger first, without sign, fraction or blanks.
//
// Errors: Invalid outside that grammar; Exhausted when it does not fit 64 bits of microseconds.
[[nodiscard]] Result<std::chrono::microseconds> parse_microseconds(std::string_view text) noexcept;
void append_microseconds(std::string& text, std::chrono::microseconds duration);  // `0s` for zero; a leading `-` when negative.

}  // namespace saki
