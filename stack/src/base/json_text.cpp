// SPDX-License-Identifier: Apache-2.0
#include "base/json_text.h"

#include "base/hex.h"

namespace saki {
namespace {

constexpr char short_form(char32_t value) noexcept {
  switch (value) {
    case U'"': return '"';
    case U'\\': return '\\';
    case U'\b': return 'b';
    case U'\f': return 'f';
    case U'\n': return 'n';
    case U'\r': return 'r';
    case U'\t': return 't';
    default: return '\0';
  }
}

}  // namespace

Escape json_escape(char32_t value) noexcept {
  if (const char letter = short_form(value); letter != '\0') return {{'\\', letter}, 2};
  const auto digit = [value](unsigned shift) { return kLowerHex[(value >> shift) & 0xFU]; };
  return {{'\\', 'u', digit(12), digit(8), digit(4), digit(0)}, 6};
}

void append_json_text(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const CodePoint point = first_code_point(text);
    if (!point.valid) {
      out += "\xEF\xBF\xBD";
    } else if (is_control(point.value) || point.value == U'"' || point.value == U'\\') {
      out += json_escape(point.value).view();
    } else {
      out += text.substr(0, point.length);
    }
    text.remove_prefix(point.length);
  }
}

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  append_json_text(out, text);
  out += '"';
}

}  // namespace saki
