// SPDX-License-Identifier: Apache-2.0
#include "client/wire_content.h"

#include <algorithm>

#include "saki/client/client_fault.h"

namespace saki::client {

using http::BodyKind;

void WireContent::begin() {
  const http::Framing& content = head_.framing().content;
  if (content.kind == BodyKind::None) return;
  body_.expect(content, http::Expectation::None, parts_.limits);
  if (content.kind == BodyKind::Chunked) body_.keep_trailers(trailer_lines_);
}

std::optional<std::uint64_t> WireContent::length() const noexcept { return head_.framing().until_close ? std::nullopt : body_.length(); }

Task<Result<std::size_t>> WireContent::read(Stream& stream, MutableBytes into) {
  stream.set_read_deadline(deadlines_.of(&ClientTimeouts::body_idle, parts_.loop.now()));
  while (!at_end()) {
    if (body_.refusal() != http::Refusal::None) co_return fail(body_.refusal());
    if (const std::size_t placed_bytes = take_unread(into); placed_bytes > 0) co_return placed_bytes;
    if (at_end() || body_.refusal() != http::Refusal::None) continue;
    Result<std::size_t> count = co_await receive(stream, into);
    if (!count) co_return fail(count.error());
    if (*count > 0) co_return *count;
  }
  co_return std::size_t{0};
}

std::size_t WireContent::take_unread(MutableBytes into) noexcept {
  const bool from_head = !head_.unread().empty();
  const std::string_view unread = from_head ? head_.unread() : input_.unread();
  if (unread.empty()) return 0;
  const http::Http1Body::Taken taken = body_.take(unread, into);
  if (from_head) {
    head_.consume(taken.consumed_bytes);
  } else {
    input_.consume(taken.consumed_bytes);
  }
  return taken.placed_bytes;
}

// Bytes placed in `into`; 0 for those that went into a block, or at the end that the connection's end makes.
Task<Result<std::size_t>> WireContent::receive(Stream& stream, MutableBytes into) {
  if (body_.kind() == BodyKind::Chunked) co_return co_await receive_chunks(stream);
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), body_.left_bytes()));
  Result<std::size_t> count = co_await stream.receive_into(into.first(wanted));
  if (!count) co_return fail(count.error());
  if (*count > 0) body_.note_received(*count);
  if (*count == 0 && !head_.framing().until_close) co_return fail(ClientFault::CutShort);
  ended_ = *count == 0;
  co_return *count;
}

Task<Result<std::size_t>> WireContent::receive_chunks(Stream& stream) {
  input_.rewind(0);
  Result<std::size_t> count = co_await stream.receive(input_.buffer(), parts_.blocks);
  if (!count) co_return fail(count.error());
  if (*count == 0) co_return fail(ClientFault::CutShort);
  co_return std::size_t{0};
}

}  // namespace saki::client
