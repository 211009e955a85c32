// SPDX-License-Identifier: Apache-2.0
//
// ChunkedDecoder: the chunked transfer coding (RFC 9112 section 7.1), from bytes that arrive in any pieces.
//
//   body = *( chunk-line data CRLF ) last-chunk-line *( trailer CRLF ) CRLF
//
// Data is not copied: the decoder hands out views into its input. Framing is bounded: each chunk may spend 16 bytes and twice its
// data on its line; what goes beyond is taken from Limits::chunk_overhead_bytes, for all chunks of a body together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "http/chunk_line.h"
#include "http/trailer_section.h"
#include "saki/http/limits.h"
#include "saki/http/refusal.h"

namespace saki::http {

class ChunkedDecoder {  // Affinity: loop.
 public:
  // What one call found at the front of its input.
  struct Piece {
    std::size_t consumed_bytes;  // Framing and data.
    std::string_view data;       // A view into the input; empty when only framing was there.
  };

  ChunkedDecoder(const Limits& limits, std::uint64_t body_limit_bytes) noexcept
      : limits_(limits), allowed_bytes_(body_limit_bytes), trailers_(limits) {}

  // The trailers are kept as well, line by line as they come, in `text`, which outlives this.
  void keep_trailers(std::string& text) noexcept { kept_trailers_ = &text; }

  // Takes framing and at most one run of data, as much as there is. Empty data: all input was consumed and more is needed, or it is
  // over, see done() and refusal().
  [[nodiscard]] Piece decode(std::string_view input) noexcept;

  [[nodiscard]] bool done() const noexcept { return trailers_.done(); }
  [[nodiscard]] Refusal refusal() const noexcept { return refusal_; }

 private:
  enum class State : std::uint8_t { Line, Data, Return, LineFeed, Trailers };

  bool take_framing(char byte) noexcept;  // False where the byte was refused.
  bool take_line(char byte) noexcept;
  bool take_trailer(char byte) noexcept;
  bool begin_data() noexcept;
  bool go(State state) noexcept {
    state_ = state;
    return true;
  }
  bool refuse(Refusal refusal) noexcept {
    refusal_ = refusal;
    return false;
  }

  const Limits& limits_;
  std::uint64_t allowed_bytes_;     // Data that may still come.
  std::uint64_t data_bytes_ = 0;    // Left of this chunk.
  std::uint64_t line_bytes_ = 0;    // This chunk's line so far.
  std::uint64_t excess_bytes_ = 0;  // Of the lines before, beyond what each may spend.
  ChunkLine line_;
  TrailerSection trailers_;
  std::string* kept_trailers_ = nullptr;
  State state_ = State::Line;
  Refusal refusal_ = Refusal::None;
};

}  // namespace saki::http
