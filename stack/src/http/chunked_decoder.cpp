// SPDX-License-Identifier: Apache-2.0
#include "http/chunked_decoder.h"

#include <algorithm>
#include <new>

namespace saki::http {
namespace {

constexpr std::uint64_t kFreeLineBytes = 16;
constexpr std::uint64_t kFreeLineBytesPerDataByte = 2;

}  // namespace

ChunkedDecoder::Piece ChunkedDecoder::decode(std::string_view input) noexcept {
  std::size_t consumed = 0;
  while (consumed < input.size() && state_ != State::Data && !done()) {
    if (refusal_ != Refusal::None || !take_framing(input[consumed])) return {consumed, {}};
    ++consumed;
  }
  if (state_ != State::Data) return {consumed, {}};

  const std::size_t available = input.size() - consumed;
  const std::string_view data = input.substr(consumed, static_cast<std::size_t>(std::min<std::uint64_t>(data_bytes_, available)));
  data_bytes_ -= data.size();
  if (data_bytes_ == 0) state_ = State::Return;
  return {consumed + data.size(), data};
}

bool ChunkedDecoder::take_framing(char byte) noexcept {
  switch (state_) {
    case State::Line: return take_line(byte);
    case State::Return: return byte == '\r' ? go(State::LineFeed) : refuse(Refusal::MalformedChunk);
    case State::LineFeed:
      line_ = {};
      line_bytes_ = 0;
      return byte == '\n' ? go(State::Line) : refuse(Refusal::MalformedChunk);
    case State::Trailers: return take_trailer(byte);
    case State::Data: break;
  }
  return refuse(Refusal::MalformedChunk);
}

bool ChunkedDecoder::take_line(char byte) noexcept {
  if (line_bytes_++ == kFreeLineBytes + limits_.chunk_overhead_bytes - excess_bytes_) return refuse(Refusal::ChunkOverheadTooLarge);
  switch (line_.take(byte)) {
    case ChunkLine::Outcome::Complete: return begin_data();
    case ChunkLine::Outcome::Malformed: return refuse(Refusal::MalformedChunk);
    case ChunkLine::Outcome::Incomplete: break;
  }
  return true;
}

// What there is no memory for is too large.
bool ChunkedDecoder::take_trailer(char byte) noexcept {
  if (!trailers_.take(byte)) return refuse(trailers_.refusal());
  if (kept_trailers_ == nullptr) return true;
  try {
    kept_trailers_->push_back(byte);
  } catch (const std::bad_alloc&) {
    return refuse(Refusal::TrailersTooLarge);
  }
  return true;
}

bool ChunkedDecoder::begin_data() noexcept {
  data_bytes_ = line_.size();
  if (data_bytes_ > allowed_bytes_) return refuse(Refusal::BodyTooLarge);
  allowed_bytes_ -= data_bytes_;

  const bool paid_by_data = line_bytes_ / kFreeLineBytesPerDataByte <= data_bytes_;  // Divided, since the product might overflow.
  if (!paid_by_data) excess_bytes_ += line_bytes_ - std::min(line_bytes_, kFreeLineBytes + kFreeLineBytesPerDataByte * data_bytes_);
  if (excess_bytes_ > limits_.chunk_overhead_bytes) return refuse(Refusal::ChunkOverheadTooLarge);
  return go(data_bytes_ == 0 ? State::Trailers : State::Data);
}

}  // namespace saki::http
