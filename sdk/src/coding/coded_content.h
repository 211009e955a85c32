// SPDX-License-Identifier: Apache-2.0
//
// CodedContent: the content of a streamed answer on its way through an encoder. Each write reaches the client whole: the encoder is
// flushed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "saki/http/encoder_pool.h"
#include "saki/http/exchange.h"

namespace saki {

class CodedContent {  // Affinity: loop.
 public:
  // `length` is that of the content before it is coded, where it was announced.
  CodedContent(http::Exchange& exchange, http::EncoderPool::Lease encoder, std::optional<std::uint64_t> length) noexcept
      : exchange_(exchange), lease_(std::move(encoder)), left_bytes_(length) {}

  // Sends what `content` comes to, a piece at a time, so that a large one leaves the loop to others in between.
  //
  // Errors: Invalid past the announced length; those of Exchange::write. Throws Cancelled.
  [[nodiscard]] Task<Result<>> write(ByteView content);

  // Sends the coding's end. Errors: Invalid short of the announced length; those of Exchange::write.
  [[nodiscard]] Task<Result<>> finish();

 private:
  [[nodiscard]] bool count(std::size_t size_bytes) noexcept;
  [[nodiscard]] Task<Result<>> send(ByteView piece, http::ContentEncoder::Then then);

  http::Exchange& exchange_;
  http::EncoderPool::Lease lease_;
  std::optional<std::uint64_t> left_bytes_;
  std::string coded_;  // Of one piece.
};

}  // namespace saki
