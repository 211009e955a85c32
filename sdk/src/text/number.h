// SPDX-License-Identifier: Apache-2.0
//
// Numbers in JSON's grammar (RFC 8259 section 6): where one ends, and what it is worth as an integer or a double.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/ascii.h"

namespace saki::text {

[[nodiscard]] inline const char* digits_end(const char* at, const char* end) noexcept {
  while (at != end && is_ascii_digit(*at)) ++at;
  return at;
}

// Behind a fraction and an exponent; null where one of them is begun and not ended. Neither need be there.
[[nodiscard]] const char* fraction_end(const char* at, const char* end) noexcept;

// The end of the number at the start of a text; null when there is none.
[[nodiscard]] inline const char* number_end(const char* start, const char* end) noexcept {
  const char* const whole = start != end && *start == '-' ? start + 1 : start;
  const char* at = digits_end(whole, end);
  if (at == whole) return nullptr;
  if (*whole == '0') at = whole + 1;  // What follows a leading zero is not ours.
  if (at == end || (*at != '.' && *at != 'e' && *at != 'E')) return at;
  return fraction_end(at, end);
}

// The length of the number at the start of `text`, 0 when there is none.
[[nodiscard]] inline std::size_t number_length(std::string_view text) noexcept {
  const char* const end = number_end(text.data(), text.data() + text.size());
  return end == nullptr ? 0 : static_cast<std::size_t>(end - text.data());
}

// The nearest double of a whole number text; false when its magnitude is beyond every double. Too small becomes zero.
[[nodiscard]] bool number_to_double(std::string_view number, double& into) noexcept;

enum class IntegerOutcome : std::uint8_t { Ok, Fractional, OutOfRange };

// The exact value of a whole number text, which may be written as `1.0` or `1e3`: its sign and magnitude.
struct WholeNumber {
  IntegerOutcome outcome = IntegerOutcome::Ok;
  bool negative = false;
  std::uint64_t magnitude = 0;
};
[[nodiscard]] WholeNumber number_to_integer(std::string_view number) noexcept;

}  // namespace saki::text
