// SPDX-License-Identifier: Apache-2.0
#include "coding/request_decoder.h"

#include <algorithm>
#include <new>
#include <type_traits>

#include "saki/http/refusal.h"
#include "saki/http_error.h"
#include "saki/task/give_way.h"

namespace saki {
namespace {

constexpr std::size_t kBufferBytes = 8 * 1024;
constexpr std::size_t kStepBytes = 64 * 1024;  // Decoded in one go.

static_assert(std::is_trivially_destructible_v<RequestDecoder>, "an arena runs no destructors");

[[noreturn]] void refuse(bool take_codings) {
  throw UnsupportedMediaType("The content is in a coding that this service does not take")
      .header("Accept-Encoding", take_codings ? "gzip, br" : "identity");
}

// The one coding that the request names; Identity for none.
http::ContentCoding coding_of(const http::RequestHead& head, bool take_codings) {
  auto found = http::ContentCoding::Identity;
  for (const http::Field& field : head.fields.all()) {
    if (!http::same_field_name(field.name, "Content-Encoding")) continue;
    const auto coding = http::content_coding_of(field.value);
    if (!coding || found != http::ContentCoding::Identity) refuse(take_codings);
    found = *coding;
  }
  return found;
}

}  // namespace

RequestDecoder* RequestDecoder::of(http::Exchange& exchange, bool take_codings, const DecodingBounds& bounds) {
  if (!exchange.has_body()) return nullptr;
  const http::ContentCoding coding = coding_of(exchange.head(), take_codings);
  if (coding == http::ContentCoding::Identity) return nullptr;
  if (!take_codings) refuse(take_codings);
  Arena& arena = exchange.arena();
  http::ContentDecoder& decoder = http::ContentDecoder::make(coding, arena);
  return new (arena.allocate(sizeof(RequestDecoder), alignof(RequestDecoder))) RequestDecoder(exchange, decoder, bounds);
}

RequestDecoder::RequestDecoder(http::Exchange& exchange, http::ContentDecoder& decoder, const DecodingBounds& bounds)
    : exchange_(exchange), decoder_(decoder), count_(bounds), buffer_(exchange.arena().allocate_array<std::byte>(kBufferBytes)) {}

Task<Result<std::size_t>> RequestDecoder::read(MutableBytes into) {
  const MutableBytes room = into.first(std::min(into.size(), kStepBytes));
  if (count_.is_turn_over()) co_await give_way();
  while (!room.empty()) {
    const http::ContentDecoder::Progress progress = decoder_.decode(coded_, room);
    coded_ = coded_.subspan(progress.consumed_bytes);
    if (!count_.note_decoded(progress.placed_bytes)) co_return fail(http::Refusal::BodyTooLarge);
    if (progress.placed_bytes > 0) co_return progress.placed_bytes;
    if (decoder_.state() == http::ContentDecoder::State::Malformed) co_return fail(Error::Invalid);
    if (progress.consumed_bytes > 0) continue;

    const Result<std::size_t> received = co_await receive();
    if (!received) co_return received;
    if (*received > 0) continue;
    if (decoder_.state() == http::ContentDecoder::State::Whole) break;
    co_return fail(Error::Invalid);  // Cut short.
  }
  co_return std::size_t{0};
}

Task<Result<std::size_t>> RequestDecoder::receive() {
  Result<std::size_t> count = co_await exchange_.read(buffer_);
  if (!count) co_return count;
  if (!count_.note_received(*count)) co_return fail(http::Refusal::BodyTooLarge);
  coded_ = buffer_.first(*count);
  co_return count;
}

}  // namespace saki
