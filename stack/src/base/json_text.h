// SPDX-License-Identifier: Apache-2.0
//
// Text as the inside of a JSON string (RFC 8259 section 7), safe to show as well: besides what the grammar demands, everything that
// could start a new line or steer a terminal is escaped, and what is not UTF-8 becomes U+FFFD.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "saki/base/utf8.h"

namespace saki {

// True for code points that act on a terminal or a reader instead of being shown: C0, DEL, C1, line and paragraph separators, and
// the bidirectional controls.
[[nodiscard]] constexpr bool is_control(char32_t value) noexcept {
  if (value < 0x20 || (value >= 0x7F && value < 0xA0)) return true;
  if (value == 0x2028 || value == 0x2029 || value == 0xFEFF) return true;
  return value == 0x061C || value == 0x200E || value == 0x200F || (value >= 0x202A && value <= 0x202E) ||
         (value >= 0x2066 && value <= 0x2069);
}

struct Escape {
  std::array<char, 6> bytes{};
  std::size_t length = 0;
  [[nodiscard]] std::string_view view() const noexcept { return {bytes.data(), length}; }
};

// `\n` and its like where there is a short form, else `\uXXXX`. For code points of the basic plane.
[[nodiscard]] Escape json_escape(char32_t value) noexcept;

// Appends `text`, escaped, without quotes around it.
void append_json_text(std::string& out, std::string_view text);

// Appends `text` as a JSON string.
void append_json_string(std::string& out, std::string_view text);

}  // namespace saki
