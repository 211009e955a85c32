// SPDX-License-Identifier: Apache-2.0
//
// Letters and digits of ASCII, whatever the locale says.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace saki {

[[nodiscard]] constexpr char to_lower(char byte) noexcept { return byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte | ' ') : byte; }
[[nodiscard]] constexpr bool is_digit(char byte) noexcept { return byte >= '0' && byte <= '9'; }
[[nodiscard]] constexpr bool is_letter(char byte) noexcept { return to_lower(byte) >= 'a' && to_lower(byte) <= 'z'; }

[[nodiscard]] inline std::string in_lower_case(std::string_view text) {
  std::string lowered(text);
  std::ranges::transform(lowered, lowered.begin(), to_lower);
  return lowered;
}

}  // namespace saki
