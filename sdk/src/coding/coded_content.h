// SPDX-License-Identifier: Apache-2.0
//
// CodedContent: the content of a streamed answer on its way, through an encoder where there is one. Each write reaches the client whole:
// the encoder is flushed.
//
// The answer begins with the first of it: what makes it may fail before, and be answered for that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "saki/http/encoder_pool.h"
#include "saki/http/exchange.h"

namespace saki {

class CodedContent {  // Affinity: loop.
 public:
  // `length` is that of the content before it is coded, where it was announced. `head` outlives this.
  CodedContent(http::Exchange& exchange, const http::ResponseHead& head, std::optional<std::uint64_t> length,
               http::EncoderPool::Lease encoder = {}) noexcept
      : exchange_(exchange), head_(head), lease_(std::move(encoder)), length_(length), left_bytes_(length) {}

  // Sends what `content` comes to, a piece at a time, so that a large one leaves the loop to others in between.
  //
  // Errors: Invalid past the announced length; those of Exchange::write. Throws Cancelled.
  [[nodiscard]] Task<Result<>> write(ByteView content);

  // Sends the coding's end. Errors: Invalid short of the announced length; those of Exchange::write.
  [[nodiscard]] Task<Result<>> finish();

 private:
  [[nodiscard]] Task<Result<>> begin();
  [[nodiscard]] Task<Result<>> begin_with(ByteView content);
  [[nodiscard]] Task<Result<>> encode(ByteView content);
  [[nodiscard]] bool count(std::size_t size_bytes) noexcept;
  [[nodiscard]] Task<Result<>> send(ByteView piece, http::ContentEncoder::Then then);

  http::Exchange& exchange_;
  const http::ResponseHead& head_;
  http::EncoderPool::Lease lease_;
  std::optional<std::uint64_t> length_;
  std::optional<std::uint64_t> left_bytes_;
  std::string coded_;  // Of one piece.
};

}  // namespace saki
