// SPDX-License-Identifier: Apache-2.0
//
// RequestDecoder: the content of a request as it was before it was coded, read piece by piece within bounds.
//
// What goes past the bounds is BodyTooLarge.
#pragma once

#include "saki/http/content_decoder.h"
#include "saki/http/decoded_count.h"
#include "saki/http/exchange.h"

namespace saki {

using http::DecodingBounds;

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
  [[nodiscard]] Task<Result<std::size_t>> receive();

  http::Exchange& exchange_;
  http::ContentDecoder& decoder_;
  http::DecodedCount count_;
  MutableBytes buffer_;
  ByteView coded_;  // Received, not yet decoded; within the buffer.
};

}  // namespace saki
