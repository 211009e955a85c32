// SPDX-License-Identifier: Apache-2.0
#include "http/http1_session.h"

#include <algorithm>
#include <array>

#include "http/lower_case.h"
#include "http/peer_watch.h"
#include "http/problem_text.h"
#include "http/response_writer.h"
#include "http/send_watch.h"
#include "saki/http/access_log.h"

namespace saki::http {
namespace {

constexpr std::size_t kLeastRoomForContent = 4096;

// Why answers are not whole, in access logs.
constexpr std::string_view kClientGone = "the client closed the connection";
constexpr std::string_view kSlowReader = "the client did not take the answer in time";
constexpr std::string_view kHandlerFailed = "the handler failed";
constexpr std::string_view kTookTooLong = "the request took too long";
constexpr std::string_view kStopped = "the service stopped";

std::string_view failure_text(Error error) noexcept {
  if (error == Error::Timeout) return kSlowReader;
  return error == Error::Cancelled ? kStopped : kClientGone;
}

// What came up to the end of the first line that is not empty.
std::string_view first_line(std::string_view bytes) noexcept {
  bytes.remove_prefix(std::min(bytes.find_first_not_of("\r\n"), bytes.size()));
  return bytes.substr(0, bytes.find_first_of("\r\n"));
}

}  // namespace

Http1Session::Http1Session(Stream& stream, HttpWorker& worker, std::uint64_t connection_id) noexcept
    : stream_(stream), worker_(worker), id_(connection_id) {
  worker_.sessions.push_back(*this);
  ++worker_.counters.connections;
  if (worker_.access_log != nullptr) client_ = std::make_unique<const Address>(find_client());  // Later it may be gone.
}

Http1Session::~Http1Session() {
  if (memory_ != nullptr) memory_->exchange.end();
  worker_.proxied.remove(id_);
  if (memory_ == nullptr) return;
  memory_->reset();
  worker_.requests.give_back(std::move(memory_));
}

Stream::Receive Http1Session::receive() {
  const bool between_requests = memory_ == nullptr && request_count_ > 0;
  if (between_requests) {
    stream_.set_read_deadline(deadline_after(worker_.loop, worker_.timeouts.keep_alive_idle));
  } else {
    if (head_deadline_ == MonotonicTime::max()) head_deadline_ = first_request_deadline();
    stream_.set_read_deadline(head_deadline_);
  }
  return stream_.receive(input_.buffer(), worker_.buffers);
}

MonotonicTime Http1Session::first_request_deadline() const noexcept {
  return deadline_after(worker_.loop, worker_.draining() ? worker_.timeouts.linger : worker_.timeouts.head);
}

void Http1Session::received(const Result<std::size_t>& outcome) noexcept {
  needs_input_ = false;
  if (outcome && *outcome > 0) return;
  phase_ = Phase::Dead;
  if (outcome || !(outcome.error() == Error::Timeout)) return;
  if (memory_ != nullptr) return refuse(Refusal::HeadTimeout);
  ++worker_.counters.idle_timeouts;
}

// Between two requests a connection holds nothing; a head of which a part is here moves to the block's front.
inline void Http1Session::await_input() noexcept {
  needs_input_ = true;
  if (!input_.empty()) {
    if (input_.mark() == 0) return;
    input_.compact();
    memory_->parser.restart();
    return;
  }
  input_.release();
  if (memory_ != nullptr) worker_.requests.give_back(std::move(memory_));
}

// Chunks are received behind their head. Where there is too little room, all of it moves to the block's front and is parsed again.
void Http1Session::make_room() noexcept {
  const std::size_t head_end = input_.mark() + memory_->parser.parsed_bytes();
  if (input_.mark() == 0 || input_.buffer().capacity() - head_end >= kLeastRoomForContent) return;
  input_.compact();
  memory_->parser.restart();
  static_cast<void>(memory_->parser.parse(input_.unread()));
}

inline Refusal Http1Session::settle_request(Framing& framing, Expectation& expectation) {
  framing = decide_framing(memory_->head);
  if (framing.refusal != Refusal::None) return framing.refusal;
  if (framing.kind == BodyKind::Chunked) make_room();
  if (const Refusal refusal = settle_head(memory_->head, memory_->arena); refusal != Refusal::None) return refusal;
  if (memory_->head.method == Method::Connect) return Refusal::ConnectRefused;
  if (is_word(memory_->head.scheme, "https") && !info().secure) return Refusal::Misdirected;  // RFC 9110 section 7.4.
  expectation = expectation_of(memory_->head);
  return expectation == Expectation::Unknown ? Refusal::UnknownExpectation : Refusal::None;
}

inline Http1Exchange* Http1Session::begin_request() {
  Framing framing;
  Expectation expectation = Expectation::None;
  if (const Refusal refusal = settle_request(framing, expectation); refusal != Refusal::None) {
    refuse(refusal);
    return nullptr;
  }
  input_.consume(memory_->parser.parsed_bytes());
  input_mark_ = input_.mark();
  head_deadline_ = MonotonicTime::max();
  ++request_count_;
  ++batch_count_;
  ++worker_.counters.requests;
  memory_->exchange.begin(*this, framing, expectation);
  return &memory_->exchange;
}

inline Http1Exchange* Http1Session::next_request() {
  if (phase_ != Phase::Open) return nullptr;
  if (input_.empty()) {
    await_input();
    return nullptr;
  }
  if (batch_count_ >= worker_.limits.pipelined_requests) return nullptr;
  if (memory_ == nullptr) memory_ = worker_.requests.take();
  switch (memory_->parser.parse(input_.unread())) {
    case ParseOutcome::Complete: return begin_request();
    case ParseOutcome::Refused: refuse(memory_->parser.refusal()); return nullptr;
    case ParseOutcome::Incomplete: await_input(); return nullptr;
  }
  return nullptr;
}

inline Task<> Http1Session::handle(Http1Exchange& exchange) {
  try {
    Task<> task = worker_.handler.handle(exchange);
    if (task.done()) return {};
    return supervise(exchange, std::move(task));
  } catch (...) {
    handler_failed(exchange);
    return {};
  }
}

inline void Http1Session::end_request() noexcept {
  memory_->exchange.end();
  if (!persistent_) {
    phase_ = Phase::Closing;
    linger_ = linger_ || !input_.empty();
  }
  memory_->reset();
}

Task<> Http1Session::answer_requests() {
  while (Http1Exchange* const exchange = next_request()) {
    Task<> handling = handle(*exchange);
    if (!handling.done() || !exchange->finished() || !exchange->body().at_end()) return answer_slowly(*exchange, std::move(handling));
    end_request();
  }
  return {};
}

Task<> Http1Session::answer_slowly(Http1Exchange& exchange, Task<> handling) {
  co_await std::move(handling);
  co_await complete(exchange);
}

Task<> Http1Session::supervise(Http1Exchange& exchange, Task<> task) {
  if (output_.pending()) static_cast<void>(co_await flush());  // Answers given do not wait for this handler.
  auto verdict = PeerWatch::Verdict::None;
  try {
    PeerWatch watch(stream_, worker_.timeouts, verdict);
    co_await watch.enter();
    co_await std::move(task);
  } catch (const Cancelled&) {
    if (worker_.draining() && verdict == PeerWatch::Verdict::None) exchange.note_failure(kStopped);
    if (verdict != PeerWatch::Verdict::TooLate || exchange.started()) exchange.abort();
  } catch (...) {
    handler_failed(exchange);
  }
  if (verdict == PeerWatch::Verdict::ClientGone) {
    ++worker_.counters.clients_gone;
    exchange.note_failure(kClientGone);
  }
  if (verdict != PeerWatch::Verdict::TooLate) co_return;
  ++worker_.counters.request_timeouts;
  exchange.note_failure(kTookTooLong);
  if (!exchange.started()) co_await answer_problem(exchange, Status::ServiceUnavailable, kTookTooLong);
}

// An answer that has begun is given up; otherwise complete() still gives one.
void Http1Session::handler_failed(Http1Exchange& exchange) noexcept {
  ++worker_.counters.handler_failures;
  exchange.note_failure(kHandlerFailed);
  if (exchange.started()) exchange.abort();
}

Task<> Http1Session::answer_problem(Http1Exchange& exchange, Status status, std::string_view detail) {
  const ProblemText problem(status, detail);
  const ResponseHead head{status, {&kProblemType, 1}};
  static_cast<void>(co_await exchange.respond(head, as_bytes(problem.text())));
}

// Sees to it that answer and content come to their ends.
Task<> Http1Session::complete(Http1Exchange& exchange) {
  if (exchange.answer().state() == Http1Answer::State::Streaming) static_cast<void>(co_await exchange.finish());
  if (!exchange.started()) co_await answer_problem(exchange, Status::InternalServerError, {});
  if (!exchange.finished()) give_up();
  exchange.end();
  if (!exchange.finished()) co_return;
  if (persistent_ && !exchange.body().at_end()) persistent_ = co_await exchange.drain();
  linger_ = linger_ || !exchange.body().at_end();
  if (phase_ == Phase::Open) end_request();
}

ConnectionField Http1Session::decide_persistence(Http1Exchange& exchange) noexcept {
  const RequestHead& head = exchange.head();
  const Http1Body& body = exchange.body();
  linger_ = false;
  const bool is_usual = head.version == HttpVersion::Http11 && !head.connection.close && body.at_end();
  persistent_ = !worker_.draining() && request_count_ < worker_.limits.requests_per_connection &&
                exchange.answer().framing() != ContentFraming::UntilClose;
  if (is_usual && persistent_) return ConnectionField::Absent;

  const bool client_wants = wants_persistence(head);
  const bool content_in_reach = body.at_end() || (body.refusal() == Refusal::None && body.left_bytes() <= worker_.limits.drain_bytes);
  const bool never_asked_for = body.awaits_continue() && input_.empty();
  persistent_ = persistent_ && client_wants && content_in_reach && !never_asked_for;
  linger_ = client_wants && !persistent_;
  if (!persistent_) return ConnectionField::Close;
  return head.version == HttpVersion::Http10 ? ConnectionField::KeepAlive : ConnectionField::Absent;
}

bool Http1Session::send_at_once() noexcept {
  const std::size_t sent_bytes = stream_.send_now(output_.bytes());
  const bool all = sent_bytes == output_.bytes().size();
  if (all) {
    sent({});
  } else {
    output_.discard_front(sent_bytes);
  }
  return all;
}

Stream::Send Http1Session::send_output() {
  stream_.set_write_deadline(deadline_after(worker_.loop, worker_.timeouts.write_idle));
  return stream_.send(output_.bytes());
}

void Http1Session::sent(const Result<>& outcome) noexcept {
  output_.release();
  batch_count_ = 0;
  if (!outcome) sending_failed(outcome.error());
}

void Http1Session::sending_failed(Error error) noexcept {
  if (error == Error::Timeout) ++worker_.counters.slow_readers;
  if (memory_ != nullptr) memory_->exchange.note_failure(failure_text(error));
  give_up();
}

Task<Result<>> Http1Session::send_paced(std::span<const ByteView> pieces, std::size_t& left_bytes) {
  SendWatch watch(stream_, memory_->exchange.answer_pace(), worker_.timeouts.write_idle);
  Stream::Send send = stream_.send(pieces);
  for (;;) {
    watch.begin(send.left_bytes());
    const Result<> outcome = co_await send;
    left_bytes = send.left_bytes();
    const bool in_time = watch.end(left_bytes);
    if (outcome || outcome.error() != Error::Timeout || !in_time) co_return outcome;
    send.go_on();
  }
}

Task<Result<>> Http1Session::flush() {
  if (!output_.pending()) co_return {};
  const Result<> outcome = co_await send_output();
  sent(outcome);
  co_return outcome;
}

Task<Result<>> Http1Session::flush_with(ByteView head, ByteView content, ByteView tail) {
  constexpr std::size_t kSliceBytes = 256 * 1024;
  std::array<ByteView, 4> pieces{output_.bytes(), head, content.first(std::min(content.size(), kSliceBytes)), {}};
  content = content.subspan(pieces[2].size());
  if (content.empty()) pieces[3] = tail;
  Result<> outcome;
  std::size_t left_bytes = 0;
  std::size_t slice_bytes = pieces[2].size();
  for (;;) {
    outcome = co_await send_paced(pieces, left_bytes);
    memory_->exchange.answer().note_sent(slice_bytes - std::min(slice_bytes, left_bytes));
    if (!outcome || content.empty()) break;
    pieces = {content.first(std::min(content.size(), kSliceBytes)), {}, {}, {}};
    slice_bytes = pieces[0].size();
    content = content.subspan(slice_bytes);
    if (content.empty()) pieces[1] = tail;
  }
  sent(outcome);
  co_return outcome;
}

const ConnectionInfo& Http1Session::info() {
  ConnectionInfo& info = memory_->connection;
  if (info.id == id_) return info;
  const Address peer = stream_.peer_address();
  const ProxyHeader* const header = worker_.proxied.find(id_);
  const bool is_proxied = header != nullptr && header->client.family() != AF_UNSPEC;
  info = {id_, peer, stream_.local_address(), is_proxied ? header->client : peer, is_proxied && header->secure};
  return info;
}

Address Http1Session::find_client() const noexcept {
  const ProxyHeader* const header = worker_.proxied.find(id_);
  return header != nullptr && header->client.family() != AF_UNSPEC ? header->client : stream_.peer_address();
}

const Address& Http1Session::client() {
  if (client_ == nullptr) client_ = std::make_unique<const Address>(find_client());
  return *client_;
}

void Http1Session::give_up() noexcept {
  phase_ = Phase::Dead;
  stream_.reset();
}

// One that has not asked yet is about to: it has the time to.
void Http1Session::close_if_idle() noexcept {
  if (memory_ != nullptr || phase_ != Phase::Open || stream_.has_unread()) return;
  if (request_count_ > 0) return stream_.close();
  head_deadline_ = std::min(head_deadline_, first_request_deadline());
  stream_.set_read_deadline(head_deadline_);
}

void Http1Session::refuse(Refusal refusal) noexcept {
  worker_.counters.count_refusal(refusal);
  refusal_ = refusal;
  phase_ = Phase::Refused;
  linger_ = true;
}

Task<> Http1Session::close() {
  if (phase_ == Phase::Dead || (phase_ == Phase::Closing && !linger_)) return {};
  return close_slowly();
}

Task<> Http1Session::close_slowly() {
  if (phase_ == Phase::Refused) {
    put_refusal();
    const Result<> told = co_await flush();
    if (!told) co_return;
  }
  stream_.shutdown_send();
  co_await linger();
}

void Http1Session::put_refusal() {
  const Status status = refusal_status(refusal_);
  const ProblemText problem(status, refusal_text(refusal_));
  const ResponseHead head{status, {&kProblemType, 1}};
  const AnswerHead answer{head, worker_.date.line(worker_.loop.now()), ContentFraming::Length, problem.text().size(),
                          ConnectionField::Close};
  std::byte* const out = output_.reserve(*head_bound(answer), worker_.buffers);
  output_.commit(write_head(answer, out));
  static_cast<void>(output_.append(problem.text(), worker_.buffers));
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
  stream_.set_read_deadline(worker_.loop.now() + worker_.timeouts.linger);
  std::uint64_t dropped_bytes = 0;
  while (dropped_bytes <= worker_.limits.drain_bytes) {
    input_.release();
    const Result<std::size_t> outcome = co_await stream_.receive(input_.buffer(), worker_.buffers);
    if (!outcome || *outcome == 0) co_return;
    dropped_bytes += *outcome;
  }
}

}  // namespace saki::http
