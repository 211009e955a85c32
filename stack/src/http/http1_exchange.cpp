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
#include "saki/http/access_log.h"

namespace saki::http {
namespace {

using State = Http1Answer::State;

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

// An answer that could not be sent to its end is broken, however well its handler took that.
Outcome Http1Exchange::outcome() const noexcept {
  const bool begun = answer_.status() != Outcome::kNoAnswer;
  return {answer_.status(), begun ? answer_.sent_bytes() : 0, finished() && !session_->broken()};
}

bool Http1Exchange::client_gone() const noexcept { return session_->client_gone(); }

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
