// SPDX-License-Identifier: Apache-2.0
//
// What a session does without waiting.
#include "http/http1_session.h"

#include "http/http_worker.h"
#include "http/lower_case.h"
#include "http/peer_watch.h"
#include "http/unfinished.h"
#include "net/socket_address.h"
#include "net/socket_io.h"

namespace saki::http {
namespace {

constexpr std::size_t kLeastRoomForContent = 4096;

}  // namespace

Http1Session::Http1Session(HttpWorker& worker) : worker_(worker), memory_(worker.limits) {}
Http1Session::~Http1Session() = default;

Http1Session::Rest Http1Session::serve_now(Http1Connection& connection) {
  connection_ = &connection;
  const IoCount count = connection.receive(input_.room(worker_.buffers));
  if (count <= 0) [[unlikely]]
    return nothing_received(count);
  input_.grow(static_cast<std::size_t>(count));
  needs_input_ = false;
  while (phase_ == Phase::Open) {
    if (!answer_requests_here()) return Rest::Waits;
    if (sender_.pending() && !sender_.send_at_once(connection.descriptor(), connection.transport())) return Rest::Waits;
    batch_count_ = 0;
    if (needs_input_) return input_.empty() ? Rest::Idle : Rest::Waits;
  }
  if (phase_ == Phase::Switched) return Rest::Switched;
  return phase_ == Phase::Closing && !linger_ ? Rest::Ended : Rest::Waits;
}

Http1Session::Rest Http1Session::nothing_received(IoCount outcome) {
  if (outcome == -EAGAIN) return Rest::Unready;
  const std::size_t count = connection_->fall_back_to_plain(input_.room(worker_.buffers));
  if (count == 0) return Rest::Ended;
  input_.grow(count);
  refuse(Refusal::PlainHttp);
  return Rest::Waits;
}

bool Http1Session::send_at_once() noexcept { return sender_.send_at_once(descriptor(), connection_->transport()); }

void Http1Session::leave_stream() noexcept {
  connection_->take_socket(*stream_);
  stream_.reset();
  release();
}

void Http1Session::abandon() noexcept {
  memory_.exchange.end();
  handling_.drop();
  memory_.reset();
  stream_.reset();
  release();
  successor_.reset();
  head_deadline_ = MonotonicTime::max();
  batch_count_ = 0;
  phase_ = Phase::Open;
  needs_input_ = true;
  answering_ = linger_ = false;
}

void Http1Session::release() noexcept {
  input_.release();
  output().release();
}

bool Http1Session::answer_requests() { return answer_requests_here(); }

inline bool Http1Session::answer_requests_here() {
  while (Http1Exchange* const exchange = next_request()) {
    if (!handle(*exchange) || !exchange->finished() || !exchange->body().at_end()) return false;
    end_request();
  }
  return true;
}

inline Http1Exchange* Http1Session::next_request() {
  if (phase_ != Phase::Open) return nullptr;
  if (input_.empty()) {
    needs_input_ = true;
    return nullptr;
  }
  if (batch_count_ >= worker_.limits.pipelined_requests) return nullptr;
  switch (memory_.parser.parse(input_.unread())) {
    case ParseOutcome::Complete: return begin_request();
    case ParseOutcome::Refused: refuse(memory_.parser.refusal()); return nullptr;
    case ParseOutcome::Incomplete: await_input(); return nullptr;
  }
  return nullptr;
}

inline Http1Exchange* Http1Session::begin_request() {
  const Framing framing = decide_framing(memory_.head);
  Expectation expectation = Expectation::None;
  if (const Refusal refusal = settle_request(framing, expectation); refusal != Refusal::None) {
    refuse(refusal);
    return nullptr;
  }
  input_.consume(memory_.parser.parsed_bytes());
  input_mark_ = input_.mark();
  head_deadline_ = MonotonicTime::max();
  answering_ = true;
  ++batch_count_;
  connection_->count_request();
  ++worker_.counters.requests;
  memory_.exchange.begin(*this, framing, expectation);
  return &memory_.exchange;
}

inline Refusal Http1Session::settle_request(const Framing& framing, Expectation& expectation) {
  if (framing.refusal != Refusal::None) return framing.refusal;
  if (framing.kind == BodyKind::Chunked) make_room();
  if (const Refusal refusal = settle_head(memory_.head, memory_.arena); refusal != Refusal::None) return refusal;
  if (memory_.head.method == Method::Connect) return Refusal::ConnectRefused;
  if (is_word(memory_.head.scheme, "https") && !info().secure) return Refusal::Misdirected;  // RFC 9110 section 7.4.
  if (!connection_->answers_for(memory_.head.host)) return Refusal::MisdirectedHost;  // RFC 9110 section 7.4 as well.
  expectation = expectation_of(memory_.head);
  return expectation == Expectation::Unknown ? Refusal::UnknownExpectation : Refusal::None;
}

// Chunks are received behind their head. Where there is too little room, all of it moves to the block's front and is parsed again.
void Http1Session::make_room() noexcept {
  const std::size_t head_end = input_.mark() + memory_.parser.parsed_bytes();
  if (input_.mark() == 0 || input_.buffer().capacity() - head_end >= kLeastRoomForContent) return;
  input_.compact();
  memory_.parser.restart();
  static_cast<void>(memory_.parser.parse(input_.unread()));
}

// A head of which a part is here moves to the block's front.
inline void Http1Session::await_input() noexcept {
  needs_input_ = true;
  if (input_.mark() == 0) return;
  input_.compact();
  memory_.parser.restart();
}

// False where the handler waits.
inline bool Http1Session::handle(Http1Exchange& exchange) {
  try {
    Task<> task = worker_.handler.handle(exchange);
    return task.done() || begin_handling(exchange, std::move(task));
  } catch (...) {
    handler_failed();
    return true;
  }
}

// Answers given do not wait for this handler.
bool Http1Session::begin_handling(Http1Exchange& exchange, Task<> task) {
  open_stream();
  handling_.hold(std::move(task));
  if (sender_.pending() && !send_at_once()) return false;
  output().release();
  if (!handling_.begin()) return false;
  try {
    handling_.take();
  } catch (const Cancelled&) {
    if (worker_.draining()) exchange.note_failure(unfinished::kStopped);
    exchange.abort();
  }
  return true;
}

// An answer that has begun is given up; otherwise complete_request() still gives one.
void Http1Session::handler_failed() noexcept {
  ++worker_.counters.handler_failures;
  exchange().note_failure(unfinished::kHandlerFailed);
  if (exchange().started()) exchange().abort();
}

ConnectionField Http1Session::decide_persistence() noexcept {
  const RequestHead& head = memory_.head;
  const Http1Body& body = exchange().body();
  linger_ = false;
  const bool is_usual = head.version == HttpVersion::Http11 && !head.connection.close && body.at_end();
  persistent_ = !worker_.draining() && connection_->request_count() < worker_.limits.requests_per_connection &&
                exchange().answer().framing() != ContentFraming::UntilClose;
  if (is_usual && persistent_) return ConnectionField::Absent;

  const bool client_wants = wants_persistence(head);
  const bool content_in_reach = body.at_end() || (body.refusal() == Refusal::None && body.left_bytes() <= worker_.limits.drain_bytes);
  const bool never_asked_for = body.awaits_continue() && input_.empty();
  persistent_ = persistent_ && client_wants && content_in_reach && !never_asked_for;
  linger_ = client_wants && !persistent_;
  if (!persistent_) return ConnectionField::Close;
  return head.version == HttpVersion::Http10 ? ConnectionField::KeepAlive : ConnectionField::Absent;
}

const ConnectionInfo& Http1Session::info() {
  ConnectionInfo& info = memory_.connection;
  const std::uint64_t id = connection_->id();
  if (info.id == id) return info;
  const Address peer = peer_address_of(descriptor());
  const ProxyHeader* const header = worker_.proxied.find(id);
  const bool is_proxied = header != nullptr && header->client.family() != AF_UNSPEC;
  const TlsInfo* const tls = connection_->tls();
  const bool is_secure = connection_->transport() != nullptr || (is_proxied && header->secure);
  info = {id, peer, local_address_of(descriptor()), is_proxied ? header->client : peer, is_secure, tls};
  return info;
}

const Address& Http1Session::client() {
  const bool is_known = memory_.connection.id == connection_->id();
  return is_known ? memory_.connection.client : connection_->client();
}

int Http1Session::descriptor() const noexcept { return stream_ ? stream_->descriptor() : connection_->descriptor(); }

void Http1Session::open_stream() {
  if (!stream_) connection_->lend_socket(stream_);
}

void Http1Session::refuse(Refusal refusal) noexcept {
  worker_.counters.count_refusal(refusal);
  refusal_ = refusal;
  phase_ = Phase::Refused;
  linger_ = true;
}

void Http1Session::sending_failed(Error error) noexcept {
  if (error == Error::Timeout) ++worker_.counters.slow_readers;
  const bool watch_cancelled = error == Error::Cancelled && watch_ != nullptr && watch_->verdict() != PeerWatch::Verdict::None;
  if (!watch_cancelled) exchange().note_failure(unfinished::reason(error));  // Else await_handler() tells why.
  give_up();
}

void Http1Session::give_up() noexcept {
  phase_ = Phase::Dead;
  stream_->reset();
}

}  // namespace saki::http
