// SPDX-License-Identifier: Apache-2.0
//
// Utf8Stream: whether text that comes in pieces is UTF-8 (RFC 3629), told with the first byte that makes it something else.
#pragma once

#include <cstdint>

#include "saki/base/bytes.h"

namespace saki::http {

class Utf8Stream {
 public:
  // Takes the next piece in; false where no text begins so.
  [[nodiscard]] bool take(ByteView piece) noexcept;

  [[nodiscard]] bool at_end_of_character() const noexcept { return left_ == 0; }  // The text may end here.

 private:
  [[nodiscard]] bool begin_character(std::uint8_t first) noexcept;
  [[nodiscard]] bool continue_character(std::uint8_t byte) noexcept;

  std::uint8_t left_ = 0;  // Bytes that the character at hand still needs.
  std::uint8_t least_ = 0x80;  // Bounds of the next of them.
  std::uint8_t most_ = 0xBF;
};

}  // namespace saki::http
