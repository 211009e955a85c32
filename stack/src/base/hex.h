// SPDX-License-Identifier: Apache-2.0
//
// Bytes as hexadecimal digits, in the case that the format asks for.
#pragma once

#include <string>
#include <string_view>

namespace saki {

inline constexpr std::string_view kLowerHex = "0123456789abcdef";
inline constexpr std::string_view kUpperHex = "0123456789ABCDEF";

inline void append_hex(std::string& out, unsigned char byte, std::string_view digits = kLowerHex) {
  out += {digits[byte >> 4U], digits[byte & 15U]};
}

}  // namespace saki
