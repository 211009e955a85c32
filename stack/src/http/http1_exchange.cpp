// SPDX-License-Identifier: Apache-2.0
#include "http/http1_exchange.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "http/field_lines.h"
#include "http/http1_session.h"
#include "http/http_worker.h"
#include "http/send_file.h"
#include "http/unfinished.h"
#include "saki/http/access_log.h"

namespace saki::http {
namespace {

using State = Http1Answer::State;

constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kEarlyHints = "HTTP/1.1 103 Early Hints\r\n";
constexpr std::string_view kLastChunk = "0\r\n";

// "1f40\r\n" for 8,000 bytes of data.
class ChunkLineText {
 public:
  explicit ChunkLineText(std::uint64_t data_bytes) noexcept {
    char* const end = std::to_chars(text_.data(), text_.data() + 16, data_bytes, 16).ptr;
    std::memcpy(end, "\r\n", 2);
    size_ = static_cast<std::size_t>(end + 2 - text_.data());
  }
  [[nodiscard]] ByteView bytes() const noexcept { return as_bytes({text_.data(), size_}); }

 private:
  std::array<char, 18> text_;
  std::size_t size_;
};

}  // namespace

void Http1Exchange::begin(Http1Session& session, const Framing& framing, Expectation expectation) noexcept {
  session_ = &session;
  set_access_log(session.worker().access_log);
  begun_ = session.worker().loop.now();
  answer_.begin(head());
  drain_deadline_ = MonotonicTime::max();
  forwarded_outcome_.reset();
  body_.begin();
  if (framing.kind != BodyKind::None) [[unlikely]]
    expect_content(framing, expectation);
}

void Http1Exchange::expect_content(const Framing& framing, Expectation expectation) noexcept {
  const HttpWorker& worker = session_->worker();
  body_.expect(framing, expectation, worker.limits);
  body_pace_.begin(worker.limits.body_rate_bytes, worker.timeouts.rate_grace);
}

const ConnectionInfo& Http1Exchange::connection() const noexcept { return session_->info(); }
Loop& Http1Exchange::loop() const noexcept { return session_->worker().loop; }

const Forwarded* Http1Exchange::forwarded() {
  HttpWorker& worker = session_->worker();
  if (worker.proxies.fields == ForwardedFields::Off) return nullptr;
  if (!forwarded_outcome_) {
    forwarded_outcome_ =
        read_forwarded(head().fields, connection().client, worker.proxies, worker.limits.forwarded_hops, arena(), forwarded_);
    if (forwarded_outcome_ == ForwardedOutcome::Ignored) ++worker.counters.forwarded_ignored;
  }
  return forwarded_outcome_ == ForwardedOutcome::Told ? &forwarded_ : nullptr;
}

// --- the request's content

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

// --- the answer

inline AnswerHead Http1Exchange::compose(const ResponseHead& response, std::optional<std::uint64_t> length) noexcept {
  answer_.frame(response.status, length);
  const ConnectionField connection = session_->decide_persistence();
  HttpWorker& worker = session_->worker();
  return {response, worker.date.line(worker.loop.now()), answer_.framing(), answer_.left_bytes(), connection};
}

Task<Result<>> Http1Exchange::hint(std::span<const Field> fields) {
  if (started() || !are_sendable(fields)) co_return fail(Error::Invalid);
  if (head().version == HttpVersion::Http10) co_return {};
  begin_answer_pace();
  const std::string text = with_field_lines(kEarlyHints, fields);
  const ByteView bytes = as_bytes(text);
  co_return co_await session_->sender().flush_with(bytes, {}, {});
}

bool Http1Exchange::try_respond(const ResponseHead& response, ByteView content) {
  if (started() || !may_be_sent(response)) return false;
  const AnswerHead answer = compose(response, content.size());
  if (!answer_.sends_content()) content = {};
  std::byte* const out = session_->output().reserve(head_bound(response) + content.size(), session_->worker().buffers);
  if (out == nullptr) return false;

  session_->output().commit(write_answer(answer, content, out));
  answer_.note_sent(content.size());
  answer_.set_state(State::Done);
  return true;
}

Task<Result<>> Http1Exchange::respond(const ResponseHead& response, ByteView content) {
  if (try_respond(response, content)) co_return {};
  SAKI_CO_TRY(co_await put_head(response, content.size()));
  if (answer_.sends_content()) SAKI_CO_TRY(co_await session_->sender().flush_with({}, content, {}));
  answer_.set_state(State::Done);
  co_return {};
}

Task<Result<>> Http1Exchange::start(const ResponseHead& response, std::optional<std::uint64_t> length) {
  return put_head(response, length);
}

void Http1Exchange::begin_answer_pace() noexcept {
  const HttpWorker& worker = session_->worker();
  answer_pace_.begin(worker.limits.read_rate_bytes, worker.timeouts.rate_grace);
}

Task<Result<>> Http1Exchange::put_head(const ResponseHead& response, std::optional<std::uint64_t> length) {
  if (started() || !may_be_sent(response)) co_return fail(Error::Invalid);
  const AnswerHead answer = compose(response, length);
  const std::size_t bound = head_bound(response);
  Http1Output& output = session_->output();
  std::byte* out = output.reserve(bound, session_->worker().buffers);
  answer_.set_state(State::Streaming);
  begin_answer_pace();
  if (out == nullptr) {
    SAKI_CO_TRY(co_await session_->sender().flush());
    out = output.reserve(bound, session_->worker().buffers);
  }
  if (out == nullptr) {  // A head larger than a block: it goes alone.
    std::vector<std::byte> large(bound);
    const std::size_t head_bytes = write_head(answer, large.data());
    const ByteView alone(large.data(), head_bytes);
    co_return co_await session_->sender().flush_with(alone, {}, {});
  }
  output.commit(write_head(answer, out));
  co_return {};
}

Task<Result<>> Http1Exchange::write(ByteView content) {
  if (answer_.state() != State::Streaming || !answer_.count(content.size())) co_return fail(Error::Invalid);
  if (!answer_.sends_content() || content.empty()) co_return {};
  if (answer_.framing() == ContentFraming::Chunked) co_return co_await write_chunk(content);
  co_return co_await session_->sender().flush_with({}, content, {});
}

Task<Result<>> Http1Exchange::write_chunk(ByteView content) {
  const ChunkLineText line(content.size());
  co_return co_await session_->sender().flush_with(line.bytes(), content, as_bytes("\r\n"));
}

Task<Result<>> Http1Exchange::write_file(int file, std::uint64_t offset, std::uint64_t count_bytes) {
  if (answer_.state() != State::Streaming || !answer_.count(count_bytes)) co_return fail(Error::Invalid);
  if (!answer_.sends_content() || count_bytes == 0) co_return {};
  const bool chunked = answer_.framing() == ContentFraming::Chunked;
  if (chunked) {
    const ChunkLineText line(count_bytes);
    SAKI_CO_TRY(co_await session_->sender().flush_with(line.bytes(), {}, {}));
  } else {
    SAKI_CO_TRY(co_await session_->sender().flush());
  }
  const Result<> sent = co_await send_file(session_->stream(), session_->worker(), *this, file, offset, count_bytes);
  if (!sent) {
    session_->sending_failed(sent.error());
    co_return sent;
  }
  if (chunked) SAKI_CO_TRY(co_await session_->sender().flush_with(as_bytes("\r\n"), {}, {}));
  co_return {};
}

Task<Result<>> Http1Exchange::finish(std::span<const Field> trailers) {
  if (answer_.state() == State::Done) co_return {};
  if (answer_.state() != State::Streaming || !are_trailers(trailers)) co_return fail(Error::Invalid);
  if (answer_.sends_content() && !answer_.complete()) {
    abort();
    co_return fail(Error::Invalid);
  }
  const bool chunked = answer_.sends_content() && answer_.framing() == ContentFraming::Chunked;
  if (chunked) SAKI_CO_TRY(co_await end_chunks(trailers));
  answer_.set_state(State::Done);
  co_return {};
}

Task<Result<>> Http1Exchange::end_chunks(std::span<const Field> trailers) {
  if (!trailers.empty() && !wants_trailers(head())) trailers = {};
  const std::string text = with_field_lines(kLastChunk, trailers);
  if (session_->output().append(text, session_->worker().buffers)) co_return {};
  const ByteView bytes = as_bytes(text);
  co_return co_await session_->sender().flush_with(bytes, {}, {});
}

bool Http1Exchange::upgrade(const ResponseHead& response, std::unique_ptr<Successor> successor) {
  HttpWorker& worker = session_->worker();
  const bool switches = response.status == Status::SwitchingProtocols;
  const bool may_go_on = switches ? head().version == HttpVersion::Http11 && !worker.draining() : head().method != Method::Head;
  if (started() || body_.kind() != BodyKind::None || !may_go_on || !may_be_sent(response)) return false;
  std::byte* const out = session_->output().reserve(head_bound(response), worker.buffers);
  if (out == nullptr) return false;
  answer_.frame(response.status, std::nullopt);
  const ContentFraming framing = switches ? ContentFraming::None : ContentFraming::UntilClose;
  const AnswerHead answer{response, worker.date.line(worker.loop.now()), framing, 0,
                          switches ? ConnectionField::Absent : ConnectionField::Close};
  session_->output().commit(write_head(answer, out));
  answer_.set_state(State::Done);
  session_->hand_on(std::move(successor));
  return true;
}

void Http1Exchange::abort() noexcept {
  if (answer_.state() == State::Streaming) ++session_->worker().counters.broken_answers;
  answer_.set_state(State::GivenUp);
}

void Http1Exchange::record() noexcept {
  AccessLog& log = *access_log();
  AccessEntry entry;
  const Forwarded* const told = forwarded();
  entry.client = told != nullptr ? &told->client : &session_->client();
  entry.method = head().method_token;
  entry.target = head().target;
  entry.version = head().version;
  entry.status = answer_.status();
  entry.bytes = answer_.sent_bytes();
  entry.duration = loop().clock().monotonic() - begun_;
  entry.host = host();
  if (log.wants_fields()) {
    entry.referer = head().field("referer");
    entry.user_agent = head().field("user-agent");
  }
  entry.route = route();
  entry.reason = reason_.empty() && !finished() ? "the answer was given up" : reason_;
  log.record(entry);
  set_access_log(nullptr);
  set_route({});
  reason_ = {};
}

}  // namespace saki::http
