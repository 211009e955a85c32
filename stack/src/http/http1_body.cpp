// SPDX-License-Identifier: Apache-2.0
#include "http/http1_body.h"

#include <algorithm>
#include <cstring>

#include "saki/base/check.h"

namespace saki::http {

void Http1Body::expect(const Framing& framing, Expectation expectation, const Limits& limits) noexcept {
  limits_ = &limits;
  kind_ = framing.kind;
  length_ = left_bytes_ = framing.length;
  at_end_ = false;
  awaits_continue_ = expectation == Expectation::Continue;
  set_limit(limits.body_bytes);
}

std::optional<std::uint64_t> Http1Body::length() const noexcept {
  return kind_ == BodyKind::Chunked ? std::nullopt : std::optional(length_);
}

void Http1Body::set_limit(std::uint64_t limit_bytes) noexcept {
  if (kind_ == BodyKind::Chunked) decoder_.emplace(*limits_, limit_bytes);
  if (kind_ == BodyKind::Sized) refusal_ = length_ > limit_bytes ? Refusal::BodyTooLarge : Refusal::None;
}

Http1Body::Taken Http1Body::take(std::string_view input, MutableBytes into) noexcept {
  SAKI_ASSERT(!at_end_ && refusal_ == Refusal::None, "content is taken while there is some");
  return kind_ == BodyKind::Sized ? take_sized(input, into) : take_chunked(input, into);
}

Http1Body::Taken Http1Body::take_sized(std::string_view input, MutableBytes into) noexcept {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>({left_bytes_, input.size(), into.size()}));
  if (count > 0) std::memcpy(into.data(), input.data(), count);
  note_received(count);
  return {count, count};
}

std::optional<ByteView> Http1Body::take_whole(std::string_view input) noexcept {
  if (kind_ != BodyKind::Sized || refusal_ != Refusal::None || left_bytes_ > input.size()) return std::nullopt;
  const ByteView content = as_bytes(input.substr(0, static_cast<std::size_t>(left_bytes_)));
  awaits_continue_ = false;
  note_received(content.size());
  return content;
}

Http1Body::Taken Http1Body::take_chunked(std::string_view input, MutableBytes into) noexcept {
  Taken taken{0, 0};
  while (taken.placed_bytes < into.size() && taken.consumed_bytes < input.size() && !decoder_->done()) {
    // A run of data is never longer than the input shown, so the input is cut to what `into` can take.
    const std::size_t room = into.size() - taken.placed_bytes;
    const ChunkedDecoder::Piece piece = decoder_->decode(input.substr(taken.consumed_bytes, room));
    if (!piece.data.empty()) std::memcpy(into.data() + taken.placed_bytes, piece.data.data(), piece.data.size());
    taken.consumed_bytes += piece.consumed_bytes;
    taken.placed_bytes += piece.data.size();
    refusal_ = decoder_->refusal();
    if (refusal_ != Refusal::None) break;
  }
  at_end_ = decoder_->done();
  return taken;
}

void Http1Body::note_received(std::size_t count_bytes) noexcept {
  left_bytes_ -= count_bytes;
  at_end_ = left_bytes_ == 0;
}

}  // namespace saki::http
