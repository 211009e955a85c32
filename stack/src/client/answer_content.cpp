// SPDX-License-Identifier: Apache-2.0
#include "client/answer_content.h"

#include <algorithm>

#include "saki/client/client_fault.h"
#include "saki/task/give_way.h"

namespace saki::client {
namespace {

constexpr std::size_t kCodedBytes = 8 * 1024;
constexpr std::size_t kStepBytes = 64 * 1024;  // Decoded in one go.

// The one coding that the answer names; Identity for none, nothing for any other.
std::optional<http::ContentCoding> coding_of(const http::FieldTable& fields) noexcept {
  auto found = http::ContentCoding::Identity;
  for (const http::Field& field : fields.all()) {
    if (!http::same_field_name(field.name, "Content-Encoding")) continue;
    const auto coding = http::content_coding_of(field.value);
    if (!coding || found != http::ContentCoding::Identity) return std::nullopt;
    found = *coding;
  }
  return found;
}

}  // namespace

void AnswerContent::begin(Decoding decoding, const http::DecodingBounds& bounds) {
  wire_.begin();
  count_.emplace(bounds);
  if (decoding == Decoding::None || wire_.at_end()) return;
  const std::optional<http::ContentCoding> coding = coding_of(head_.head().lines.fields);
  is_unknown_ = !coding;
  if (!coding || *coding == http::ContentCoding::Identity) return;
  decoder_ = &http::ContentDecoder::make(*coding, arena_);
  block_ = arena_.allocate_array<std::byte>(kCodedBytes);
}

bool AnswerContent::at_end() const noexcept { return decoder_ != nullptr ? ended_ : wire_.at_end(); }

std::optional<std::uint64_t> AnswerContent::length() const noexcept { return decoder_ != nullptr ? std::nullopt : wire_.length(); }

Task<Result<std::size_t>> AnswerContent::read(Stream* stream, MutableBytes into) {
  if (at_end() || into.empty()) co_return std::size_t{0};
  if (is_unknown_) co_return fail(ClientFault::UnknownCoding);
  if (decoder_ != nullptr) co_return co_await read_decoded(stream, into.first(std::min(into.size(), kStepBytes)));
  Result<std::size_t> count = co_await wire_.read(*stream, into);
  if (count && !count_->note_plain(*count)) co_return fail(ClientFault::TooMuchContent);
  co_return count;
}

Task<Result<std::size_t>> AnswerContent::read_decoded(Stream* stream, MutableBytes into) {
  if (count_->is_turn_over()) co_await give_way();
  for (;;) {
    const http::ContentDecoder::Progress progress = decoder_->decode(coded_, into);
    coded_ = coded_.subspan(progress.consumed_bytes);
    if (!count_->note_decoded(progress.placed_bytes)) co_return fail(ClientFault::TooMuchContent);
    if (progress.placed_bytes > 0) co_return progress.placed_bytes;
    if (decoder_->state() == http::ContentDecoder::State::Malformed) co_return fail(ClientFault::MalformedCoding);
    if (progress.consumed_bytes > 0) continue;
    if (wire_.at_end()) break;

    Result<std::size_t> received = co_await wire_.read(*stream, block_);
    if (!received) co_return fail(received.error());
    if (!count_->note_received(*received)) co_return fail(ClientFault::TooMuchContent);
    coded_ = block_.first(*received);
  }
  const bool is_whole = decoder_->state() == http::ContentDecoder::State::Whole || count_->received_bytes() == 0;
  if (!is_whole) co_return fail(ClientFault::MalformedCoding);
  ended_ = true;
  co_return std::size_t{0};
}

}  // namespace saki::client
