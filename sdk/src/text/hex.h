// SPDX-License-Identifier: Apache-2.0
//
// Hexadecimal digits, read in either case and written in lower case.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace saki::text {

// The value of a digit; -1 for another character.
[[nodiscard]] constexpr int hex_value(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

inline constexpr std::string_view kHexDigits = "0123456789abcdef";

inline void append_hex(std::string& text, std::uint8_t octet) {
  text.push_back(kHexDigits[octet >> 4]);
  text.push_back(kHexDigits[octet & 0x0FU]);
}

}  // namespace saki::text
