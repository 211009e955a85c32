// SPDX-License-Identifier: Apache-2.0
//
// Decimal digits of fixed count, as dates and times have them.
#pragma once

#include <string>
#include <string_view>

namespace saki::text {

[[nodiscard]] constexpr bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Takes exactly `count` digits (at most 9) from the front of `text`; -1, and nothing taken, when they are not there.
[[nodiscard]] constexpr int take_digits(std::string_view& text, std::size_t count) noexcept {
  if (text.size() < count) return -1;
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    if (!is_digit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return value;
}

// Takes `c` from the front of `text`; false, and nothing taken, when something else stands there.
[[nodiscard]] constexpr bool take_char(std::string_view& text, char c) noexcept {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

// Appends `value`, at least 0, with leading zeros up to `count` digits.
inline void append_digits(std::string& text, unsigned value, std::size_t count) {
  const std::size_t end = text.size() + count;
  text.resize(end, '0');
  for (std::size_t at = end; value > 0 && at > end - count; value /= 10) text[--at] = static_cast<char>('0' + value % 10);
}

}  // namespace saki::text
