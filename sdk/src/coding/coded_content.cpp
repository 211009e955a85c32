// SPDX-License-Identifier: Apache-2.0
#include "coding/coded_content.h"

#include <algorithm>

#include "saki/task/give_way.h"

namespace saki {
namespace {

using Then = http::ContentEncoder::Then;

constexpr std::size_t kPieceBytes = 16 * 1024;  // What is coded before others have their turn.

}  // namespace

bool CodedContent::count(std::size_t size_bytes) noexcept {
  if (!left_bytes_) return true;
  if (size_bytes > *left_bytes_) return false;
  *left_bytes_ -= size_bytes;
  return true;
}

Task<Result<>> CodedContent::begin() { return exchange_.start(head_, lease_ ? std::nullopt : length_); }

Task<Result<>> CodedContent::begin_with(ByteView content) {
  SAKI_CO_TRY(co_await begin());
  co_return co_await write(content);
}

Task<Result<>> CodedContent::write(ByteView content) {
  if (!exchange_.started()) return begin_with(content);
  return lease_ ? encode(content) : exchange_.write(content);
}

Task<Result<>> CodedContent::encode(ByteView content) {
  if (!count(content.size())) co_return fail(Error::Invalid);
  while (!content.empty()) {
    const ByteView piece = content.first(std::min(content.size(), kPieceBytes));
    content = content.subspan(piece.size());
    SAKI_CO_TRY(co_await send(piece, content.empty() ? Then::Flush : Then::More));
    if (!content.empty()) co_await give_way();
  }
  co_return Result<>();
}

Task<Result<>> CodedContent::finish() {
  if (!exchange_.started()) SAKI_CO_TRY(co_await begin());
  if (!lease_) co_return Result<>();
  if (left_bytes_.value_or(0) > 0) co_return fail(Error::Invalid);
  co_return co_await send({}, Then::End);
}

Task<Result<>> CodedContent::send(ByteView piece, Then then) {
  coded_.clear();
  lease_.encoder->encode(piece, then, coded_);
  if (coded_.empty()) co_return Result<>();
  co_return co_await exchange_.write(as_bytes(coded_));
}

}  // namespace saki
