// SPDX-License-Identifier: Apache-2.0
//
// What a session does when it has to wait.
#include <poll.h>

#include <algorithm>

#include "http/http1_session.h"
#include "http/http_worker.h"
#include "http/peer_watch.h"
#include "http/problem_text.h"
#include "http/response_writer.h"
#include "http/unfinished.h"
#include "saki/http/access_log.h"

namespace saki::http {
namespace {

// What came up to the end of the first line that is not empty.
std::string_view first_line(std::string_view bytes) noexcept {
  bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  return bytes.substr(0, bytes.find_first_of("\r\n"));
}

// Tells a session who watches its client, while somebody does.
class Watching {
 public:
  Watching(const PeerWatch*& place, const PeerWatch& watch) noexcept : place_(place) { place_ = &watch; }
  ~Watching() { place_ = nullptr; }
  Watching(const Watching&) = delete;
  Watching& operator=(const Watching&) = delete;

 private:
  const PeerWatch*& place_;
};

// Both ways are over; a client that closed its side alone may still read.
bool is_broken(int socket) noexcept {
  pollfd asked{.fd = socket, .events = 0, .revents = 0};
  return ::poll(&asked, 1, 0) > 0 && (asked.revents & (POLLERR | POLLHUP | POLLNVAL)) != 0;
}

}  // namespace

// The connection it leaves behind is idle again, or over.
Task<> Http1Session::serve_on() {
  Http1Connection& connection = *connection_;
  Http1Connections& all = worker_.connections;
  std::exception_ptr failure;
  try {
    co_await wait_and_serve();
    connection.settle(rest());  // Of no use from here on: neither it nor this.
  } catch (...) {
    failure = std::current_exception();
  }
  if (!failure) co_return;
  delete &connection;
  all.failed(std::move(failure));
}

Http1Session::Rest Http1Session::rest() const noexcept {
  if (phase_ == Phase::Switched) return Rest::Switched;
  return phase_ == Phase::Open ? Rest::Idle : Rest::Ended;
}

Task<> Http1Session::wait_and_serve() {
  for (bool answered = !answering_;; answered = answer_requests()) {
    if (!answered && handling_) co_await await_handler();
    if (!answered) co_await complete_request();
    if (sender_.pending() && !send_at_once()) static_cast<void>(co_await sender_.flush());
    output().release();
    batch_count_ = 0;
    if (phase_ != Phase::Open) break;
    if (needs_input_ && input_.empty()) co_return;
    if (needs_input_) received(co_await receive());
  }
  if (phase_ == Phase::Refused || (phase_ == Phase::Closing && linger_)) co_await close();
}

Stream::Receive Http1Session::receive() {
  if (head_deadline_ == MonotonicTime::max()) {
    const bool is_first = connection_->request_count() == 0;
    head_deadline_ = is_first ? connection_->deadline() : worker_.first_request_deadline();
  }
  stream_->set_read_deadline(head_deadline_);
  return stream_->receive(input_.buffer(), worker_.buffers);
}

void Http1Session::received(const Result<std::size_t>& outcome) noexcept {
  needs_input_ = false;
  if (outcome && *outcome > 0) return;
  phase_ = Phase::Dead;
  if (!outcome && outcome.error() == Error::Timeout) refuse(Refusal::HeadTimeout);
}

Task<> Http1Session::await_handler() {
  auto verdict = PeerWatch::Verdict::None;
  try {
    if (!handling_.begun()) {
      static_cast<void>(co_await sender_.flush());
      static_cast<void>(handling_.begin());
    }
    PeerWatch watch(*stream_, worker_.timeouts, handling_, verdict);
    const Watching watching(watch_, watch);
    co_await handling_.rest();
  } catch (const Cancelled&) {
    if (worker_.draining() && verdict == PeerWatch::Verdict::None) exchange().note_failure(unfinished::kStopped);
    if (verdict != PeerWatch::Verdict::TooLate || exchange().started()) exchange().abort();
  } catch (...) {
    handling_.drop();
    handler_failed();
  }
  if (verdict == PeerWatch::Verdict::ClientGone) {
    ++worker_.counters.clients_gone;
    exchange().note_failure(unfinished::kClientGone);
  }
  if (verdict != PeerWatch::Verdict::TooLate) co_return;
  ++worker_.counters.request_timeouts;
  exchange().note_failure(unfinished::kTookTooLong);
  if (!exchange().started()) co_await answer_problem(Status::ServiceUnavailable, unfinished::kTookTooLong);
}

bool Http1Session::client_gone() const noexcept {
  return phase_ == Phase::Dead || (watch_ != nullptr && watch_->verdict() == PeerWatch::Verdict::ClientGone) || is_broken(descriptor());
}

Task<> Http1Session::answer_problem(Status status, std::string_view detail) {
  const ProblemText problem(status, detail);
  const ResponseHead head{status, {&kProblemType, 1}};
  static_cast<void>(co_await exchange().respond(head, as_bytes(problem.text())));
}

// Sees to it that answer and content come to their ends.
Task<> Http1Session::complete_request() {
  Http1Exchange& exchange = memory_.exchange;
  if (exchange.answer().state() == Http1Answer::State::Streaming) static_cast<void>(co_await exchange.finish());
  if (!exchange.started()) co_await answer_problem(Status::InternalServerError, {});
  if (!exchange.finished()) give_up();
  exchange.end();
  if (!exchange.finished()) co_return;
  if (persistent_ && !exchange.body().at_end()) persistent_ = co_await exchange.drain();
  linger_ = linger_ || !exchange.body().at_end();
  if (phase_ == Phase::Open) end_request();
}

Task<> Http1Session::close() {
  const bool is_refused = phase_ == Phase::Refused;
  if (is_refused) {
    put_refusal();
    const Result<> told = co_await sender_.flush();
    if (!told) co_return;
  }
  stream_->shutdown_send();
  co_await linger();
}

void Http1Session::put_refusal() {
  const Status status = refusal_status(refusal_);
  const ProblemText problem(status, refusal_text(refusal_));
  const ResponseHead head{status, {&kProblemType, 1}};
  const AnswerHead answer{head, worker_.date.line(worker_.loop.now()), ContentFraming::Length, problem.text().size(),
                          ConnectionField::Close};
  std::byte* const out = output().reserve(head_bound(head), worker_.buffers);
  output().commit(write_head(answer, out));
  static_cast<void>(output().append(problem.text(), worker_.buffers));
  if (worker_.access_log != nullptr) record_refusal(problem.text().size());
}

void Http1Session::record_refusal(std::uint64_t content_bytes) noexcept {
  AccessEntry entry;
  entry.client = &client();
  entry.unparsed = first_line(input_.unread());
  entry.status = refusal_status(refusal_);
  entry.bytes = content_bytes;
  entry.reason = refusal_text(refusal_);
  worker_.access_log->record(entry);
}

// Closing a socket with unread bytes resets it, and the reset may overtake the answer (RFC 9112 section 9.6): what still comes is read
// and dropped, for a bounded time and amount.
Task<> Http1Session::linger() {
  stream_->set_read_deadline(worker_.loop.now() + worker_.timeouts.linger);
  std::uint64_t dropped_bytes = 0;
  while (dropped_bytes <= worker_.limits.drain_bytes) {
    input_.release();
    const Result<std::size_t> outcome = co_await stream_->receive(input_.buffer(), worker_.buffers);
    if (!outcome || *outcome == 0) co_return;
    dropped_bytes += *outcome;
  }
}

}  // namespace saki::http
