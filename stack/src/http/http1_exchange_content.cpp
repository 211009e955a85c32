// SPDX-License-Identifier: Apache-2.0
//
// The request's content: from the socket to whoever reads it, or past it.
#include <algorithm>

#include "http/http1_exchange.h"
#include "http/http1_session.h"
#include "http/http_worker.h"
#include "http/unfinished.h"

namespace saki::http {
namespace {

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

void Http1Exchange::expect_content(const Framing& framing, Expectation expectation) noexcept {
  const HttpWorker& worker = session_->worker();
  body_.expect(framing, expectation, worker.limits);
  body_pace_.begin(worker.limits.body_rate_bytes, worker.timeouts.rate_grace);
}

Task<Result<std::size_t>> Http1Exchange::read(MutableBytes into) {
  while (!into.empty() && !body_.at_end()) {
    if (body_.refusal() != Refusal::None) co_return fail(body_.refusal());
    if (session_->input().empty()) {
      const Result<std::size_t> received = co_await receive_content(into);
      if (!received || *received > 0) co_return received;
      continue;
    }
    body_.forget_continue();
    const Http1Body::Taken taken = body_.take(session_->input().unread(), into);
    session_->input().consume(taken.consumed_bytes);
    if (taken.placed_bytes > 0) co_return taken.placed_bytes;
  }
  co_return std::size_t{0};
}

std::optional<ByteView> Http1Exchange::take_content_at_hand() noexcept {
  if (body_.at_end() && body_.refusal() == Refusal::None) return ByteView();
  const std::optional<ByteView> content = body_.take_whole(session_->input().unread());
  if (content) session_->input().consume(content->size());
  return content;
}

// Content of a known length is received where it is wanted; chunks go through the input's block, and 0 says that there are some.
Task<Result<std::size_t>> Http1Exchange::receive_content(MutableBytes into) {
  Http1Session& session = *session_;
  if (body_.awaits_continue()) {
    body_.forget_continue();
    if (!session.output().append(kContinue, session.worker().buffers)) {
      SAKI_CO_TRY(co_await session.sender().flush());
      static_cast<void>(session.output().append(kContinue, session.worker().buffers));
    }
  }
  if (session.output().pending()) SAKI_CO_TRY(co_await session.sender().flush());

  Stream& stream = session.stream();
  const MonotonicTime start = loop().now();
  stream.set_read_deadline(
      std::min({deadline_after(loop(), session.worker().timeouts.body_idle), body_pace_.deadline(start), drain_deadline_}));
  Result<std::size_t> received{0};
  if (body_.kind() == BodyKind::Sized) {
    const std::size_t wanted = static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), body_.left_bytes()));
    received = co_await stream.receive_into(into.first(wanted));
    if (received) body_.note_received(*received);
  } else {
    session.input().rewind(session.input_mark());
    received = co_await stream.receive(session.input().buffer(), session.worker().buffers);
  }
  if (received && *received == 0) {
    body_.note_cut_off();
    co_return fail(Error::Closed);
  }
  if (received) body_pace_.note(loop().now() - start, *received);
  if (received) co_return body_.kind() == BodyKind::Sized ? *received : 0;
  if (received.error() == Error::Timeout) {
    body_.refuse(Refusal::BodyTimeout);
    session.worker().counters.count_refusal(Refusal::BodyTimeout);
    co_return fail(Refusal::BodyTimeout);
  }
  if (received.error() != Error::Cancelled) body_.note_cut_off();
  if (unfinished::is_tls(received.error())) note_failure(unfinished::reason(received.error()));
  co_return received;
}

// Nobody waits for this content: its time is bounded as a whole, so that single bytes do not hold the connection.
Task<bool> Http1Exchange::drain() {
  drain_deadline_ = deadline_after(loop(), session_->worker().timeouts.body_idle);
  Buffer scratch = session_->worker().buffers.take();
  std::uint64_t left_bytes = session_->worker().limits.drain_bytes;
  while (!body_.at_end()) {
    const Result<std::size_t> dropped = co_await read(scratch.room());
    if (!dropped || *dropped > left_bytes) co_return false;
    left_bytes -= *dropped;
  }
  co_return true;
}

}  // namespace saki::http
