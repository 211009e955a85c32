// SPDX-License-Identifier: Apache-2.0
#include "http/utf8_stream.h"

#include "base/planted_bug.h"
#include "saki/base/utf8.h"

namespace saki::http {

bool Utf8Stream::take(ByteView piece) noexcept {
  std::string_view text = as_text(piece);
  while (!text.empty()) {
    if (left_ == 0) text.remove_prefix(valid_utf8_prefix(text));
    if (text.empty()) return true;
    const auto byte = static_cast<std::uint8_t>(text.front());
    if (!(left_ == 0 ? begin_character(byte) : continue_character(byte))) return false;
    text.remove_prefix(1);
  }
  return true;
}

// The bounds of the second byte exclude overlong forms, surrogates and what is behind the end of Unicode (RFC 3629 section 4).
bool Utf8Stream::begin_character(std::uint8_t first) noexcept {
  if (first < 0x80) return true;
  if (first < 0xC2 || first > 0xF4) return false;
  left_ = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
  least_ = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  most_ = first == 0xED && !kBugPlanted ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  return true;
}

bool Utf8Stream::continue_character(std::uint8_t byte) noexcept {
  if (byte < least_ || byte > most_) return false;
  --left_;
  least_ = 0x80;
  most_ = 0xBF;
  return true;
}

}  // namespace saki::http
