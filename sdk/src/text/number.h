// SPDX-License-Identifier: Apache-2.0
//
// Numbers in JSON's grammar (RFC 8259 section 6): where one ends, and what it is worth as an integer or a double.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace saki::text {

// The length of the number at the start of `text`, 0 when there is none.
[[nodiscard]] std::size_t number_length(std::string_view text) noexcept;

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
