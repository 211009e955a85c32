// SPDX-License-Identifier: Apache-2.0
#include "client/content_sender.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "client/request_head.h"
#include "saki/client/client_fault.h"

namespace saki::client {
namespace {

constexpr std::string_view kLastChunk = "0\r\n\r\n";
constexpr std::string_view kLineEnd = "\r\n";

}  // namespace

Task<Result<>> ContentSender::send(Stream& stream) { return request_.source != nullptr ? send_source(stream) : send_text(stream); }

Task<Result<>> ContentSender::send_pieces(Stream& stream, std::span<const ByteView> pieces) {
  stream.set_write_deadline(deadlines_.of(&ClientTimeouts::send_idle, parts_.loop.now()));
  co_return co_await stream.send(pieces);
}

Task<Result<>> ContentSender::send_text(Stream& stream) {
  ByteView left = as_bytes(request_.content);
  while (!left.empty()) {
    const ByteView slice = left.first(std::min(left.size(), kSliceBytes));
    SAKI_CO_TRY(co_await send_pieces(stream, std::span(&slice, 1)));
    left = left.subspan(slice.size());
  }
  co_return Result<>();
}

Task<Result<>> ContentSender::send_source(Stream& stream) {
  const std::optional<std::uint64_t> length = content_length_of(request_);
  Buffer block = parts_.blocks.take();
  std::uint64_t sent_bytes = 0;
  for (;;) {
    Result<std::size_t> count = co_await request_.source->read(block.room());
    if (!count) co_return fail_source(count.error());
    sent_bytes += *count;
    if (length && (sent_bytes > *length || (*count == 0 && sent_bytes < *length))) co_return fail_source(ClientFault::WrongContentLength);
    if (length && *count == 0) co_return Result<>();
    const ByteView data = block.room().first(*count);
    if (length) {
      SAKI_CO_TRY(co_await send_pieces(stream, std::span(&data, 1)));
    } else {
      SAKI_CO_TRY(co_await send_chunk(stream, data));
      if (*count == 0) co_return Result<>();
    }
  }
}

// The one without data is the last.
Task<Result<>> ContentSender::send_chunk(Stream& stream, ByteView data) {
  std::array<char, 16> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), data.size(), 16);
  const std::string_view size(digits.data(), end);
  const std::array<ByteView, 4> chunk{as_bytes(size), as_bytes(kLineEnd), data, as_bytes(kLineEnd)};
  const std::array<ByteView, 1> last{as_bytes(kLastChunk)};
  co_return co_await send_pieces(stream, data.empty() ? std::span<const ByteView>(last) : std::span<const ByteView>(chunk));
}

std::unexpected<Error> ContentSender::fail_source(Error error) noexcept {
  source_failed_ = true;
  return fail(error);
}

}  // namespace saki::client
