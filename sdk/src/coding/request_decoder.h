// SPDX-License-Identifier: Apache-2.0
//
// RequestDecoder: the content of a request as it was before it was coded, read piece by piece within bounds.
//
// A few kilobytes can stand for gigabytes. So the decoded content is bounded like any other, and may be no more than so many times the
// coded bytes that have come; what goes past either is BodyTooLarge.
#pragma once

#include "saki/http/content_decoder.h"
#include "saki/http/exchange.h"

namespace saki {

struct DecodingBounds {
  std::uint64_t content_bytes;
  std::uint64_t ratio;
};

class RequestDecoder {  // Affinity: loop. Lives in the exchange's arena.
 public:
  // Null where the content is not coded. Throws UnsupportedMediaType, with the codings that would do in Accept-Encoding, for any other
  // coding, and for all of them unless `take_codings` (RFC 9110 section 12.5.3).
  [[nodiscard]] static RequestDecoder* of(http::Exchange& exchange, bool take_codings, const DecodingBounds& bounds);

  // As Exchange::read, of decoded bytes. Errors: those; BodyTooLarge past the bounds; Invalid for what is not in the coding. Throws
  // Cancelled.
  [[nodiscard]] Task<Result<std::size_t>> read(MutableBytes into);

 private:
  RequestDecoder(http::Exchange& exchange, http::ContentDecoder& decoder, const DecodingBounds& bounds);
  [[nodiscard]] bool count(std::size_t decoded_bytes) noexcept;
  [[nodiscard]] Task<Result<std::size_t>> receive();

  http::Exchange& exchange_;
  http::ContentDecoder& decoder_;
  DecodingBounds bounds_;
  MutableBytes buffer_;
  ByteView coded_;  // Received, not yet decoded; within the buffer.
  std::uint64_t received_bytes_ = 0;
  std::uint64_t decoded_bytes_ = 0;
  std::uint64_t turn_bytes_ = 0;  // Decoded since others had their turn.
};

}  // namespace saki
