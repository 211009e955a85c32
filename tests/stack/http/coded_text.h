// SPDX-License-Identifier: Apache-2.0
//
// Coded texts as tests need them: made whole, and decoded in pieces of any size.
#pragma once

#include <optional>
#include <string>

#include "saki/http/content_decoder.h"
#include "saki/http/content_encoder.h"

namespace saki::http {

inline std::string encoded(ContentCoding coding, std::string_view text) {
  std::string coded;
  ContentEncoder::make(coding)->encode(as_bytes(text), ContentEncoder::Then::End, coded);
  return coded;
}

// All that `coded` can be decoded to so far; nothing where it is outside the coding. `whole` is told whether the end was met.
inline std::optional<std::string> decoded(ContentCoding coding, std::string_view coded, bool* whole = nullptr,
                                          std::size_t piece_bytes = 4096, std::size_t room_bytes = 4096) {
  Arena arena;
  ContentDecoder& decoder = ContentDecoder::make(coding, arena);
  std::string text;
  std::string room(room_bytes, '\0');
  ByteView left = as_bytes(coded);
  for (;;) {
    const ByteView piece = left.first(std::min(piece_bytes, left.size()));
    const MutableBytes into(reinterpret_cast<std::byte*>(room.data()), room.size());
    const ContentDecoder::Progress progress = decoder.decode(piece, into);
    left = left.subspan(progress.consumed_bytes);
    text.append(room.data(), progress.placed_bytes);
    if (decoder.state() == ContentDecoder::State::Malformed) return std::nullopt;
    if (progress.consumed_bytes == 0 && progress.placed_bytes == 0) break;
  }
  if (whole != nullptr) *whole = decoder.state() == ContentDecoder::State::Whole;
  return text;
}

}  // namespace saki::http
