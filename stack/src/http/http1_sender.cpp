// SPDX-License-Identifier: Apache-2.0
#include "http/http1_sender.h"

#include <algorithm>
#include <array>

#include "http/http1_session.h"
#include "http/http_worker.h"
#include "http/send_watch.h"

namespace saki::http {

Task<Result<>> Http1Sender::flush() {
  if (!pending()) co_return {};
  HttpWorker& worker = session_.worker();
  session_.stream().set_write_deadline(deadline_after(worker.loop, worker.timeouts.write_idle));
  const Result<> outcome = co_await session_.stream().send(output_.bytes());
  sent(outcome);
  co_return outcome;
}

Task<Result<>> Http1Sender::flush_with(ByteView head, ByteView content, ByteView tail) {
  constexpr std::size_t kSliceBytes = 256 * 1024;
  std::array<ByteView, 4> pieces{output_.bytes(), head, content.first(std::min(content.size(), kSliceBytes)), {}};
  content = content.subspan(pieces[2].size());
  if (content.empty()) pieces[3] = tail;
  Result<> outcome;
  std::size_t left_bytes = 0;
  std::size_t slice_bytes = pieces[2].size();
  for (;;) {
    outcome = co_await send_paced(pieces, left_bytes);
    session_.exchange().answer().note_sent(slice_bytes - std::min(slice_bytes, left_bytes));
    if (!outcome || content.empty()) break;
    pieces = {content.first(std::min(content.size(), kSliceBytes)), {}, {}, {}};
    slice_bytes = pieces[0].size();
    content = content.subspan(slice_bytes);
    if (content.empty()) pieces[1] = tail;
  }
  sent(outcome);
  co_return outcome;
}

Task<Result<>> Http1Sender::send_paced(std::span<const ByteView> pieces, std::size_t& left_bytes) {
  SendWatch watch(session_.stream(), session_.exchange().answer_pace(), session_.worker().timeouts.write_idle);
  Stream::Send send = session_.stream().send(pieces);
  for (;;) {
    watch.begin(send.left_bytes());
    const Result<> outcome = co_await send;
    left_bytes = static_cast<std::size_t>(send.left_bytes());
    const bool in_time = watch.end(left_bytes);
    if (outcome || outcome.error() != Error::Timeout || !in_time) co_return outcome;
    send.go_on();
  }
}

void Http1Sender::sent(const Result<>& outcome) noexcept {
  output_.release();
  if (!outcome) session_.sending_failed(outcome.error());
}

}  // namespace saki::http
