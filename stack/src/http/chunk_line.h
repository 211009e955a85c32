// SPDX-License-Identifier: Apache-2.0
//
// ChunkLine: the line before a chunk's data, one byte after another.
//
//   size [ ext ] CRLF      ext = *( BWS ";" BWS token [ BWS "=" BWS ( token / quoted-string ) ] )      (RFC 9112 section 7.1)
//
// No white space before the line's end, which the grammar does not have either. What an extension says is dropped.
#pragma once

#include <cstdint>

namespace saki::http {

class ChunkLine {
 public:
  enum class Outcome : std::uint8_t { Incomplete, Complete, Malformed };

  [[nodiscard]] Outcome take(char byte) noexcept;
  [[nodiscard]] std::uint64_t size() const noexcept { return size_; }  // Below 2^63. Whole once complete.

 private:
  std::uint64_t size_ = 0;
  std::uint8_t state_ = 0;
};

}  // namespace saki::http
