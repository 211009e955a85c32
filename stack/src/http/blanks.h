// SPDX-License-Identifier: Apache-2.0
//
// Optional white space around what a field holds: OWS = *( SP / HTAB ) (RFC 9110 section 5.6.3).
#pragma once

#include <string_view>

namespace saki::http {

[[nodiscard]] constexpr bool is_blank(char byte) noexcept { return byte == ' ' || byte == '\t'; }

// Without the blanks at both ends.
[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace saki::http
