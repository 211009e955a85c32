// SPDX-License-Identifier: Apache-2.0
//
// AnswerContent: the content of an answer as its reader sees it: out of its coding, within bounds.
#pragma once

#include "client/wire_content.h"
#include "saki/base/arena.h"
#include "saki/http/content_decoder.h"
#include "saki/http/decoded_count.h"

namespace saki::client {

enum class Decoding : std::uint8_t { None, Wanted };

class AnswerContent {  // Affinity: loop. Borrows all that it is given.
 public:
  AnswerContent(ClientParts& parts, HeadReader& head, const Deadlines& deadlines) noexcept : head_(head), wire_(parts, head, deadlines) {}

  void begin(Decoding decoding, const http::DecodingBounds& bounds);  // The head is there.

  [[nodiscard]] WireContent& wire() noexcept { return wire_; }
  [[nodiscard]] bool at_end() const noexcept;
  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept;

  void lift_bound() noexcept {
    if (count_) count_->lift_content_bound();
  }

  // `stream` may be null once the wire's content has ended. Errors: those of WireContent; UnknownCoding, MalformedCoding, TooMuchContent.
  [[nodiscard]] Task<Result<std::size_t>> read(Stream* stream, MutableBytes into);

 private:
  [[nodiscard]] Task<Result<std::size_t>> read_decoded(Stream* stream, MutableBytes into);

  HeadReader& head_;
  WireContent wire_;
  std::optional<http::DecodedCount> count_;
  Arena arena_;
  http::ContentDecoder* decoder_ = nullptr;
  bool is_unknown_ = false;  // The coding.
  MutableBytes block_;
  ByteView coded_;  // Received, not yet decoded; within the block.
  bool ended_ = false;  // Of decoded content.
};

}  // namespace saki::client
