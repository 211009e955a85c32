// SPDX-License-Identifier: Apache-2.0
//
// Http1Exchange: the Exchange of HTTP/1. Joins the two phase objects, body and answer, to the session's sockets and buffers.
#pragma once

#include "http/http1_answer.h"
#include "http/http1_body.h"
#include "http/pace.h"
#include "saki/http/exchange.h"

namespace saki::http {

class Http1Session;

class Http1Exchange final : public Exchange {  // Affinity: loop.
 public:
  Http1Exchange(RequestHead& head, Arena& arena) noexcept : Exchange(head, arena) {}

  void begin(Http1Session& session, const Framing& framing, Expectation expectation) noexcept;

  [[nodiscard]] Http1Body& body() noexcept { return body_; }
  [[nodiscard]] Http1Answer& answer() noexcept { return answer_; }
  [[nodiscard]] Pace& answer_pace() noexcept { return answer_pace_; }

  // Why the answer will not be whole, for the access log; the first reason stands. `reason` outlives the exchange.
  void note_failure(std::string_view reason) noexcept {
    if (reason_.empty() && access_log() != nullptr) reason_ = reason;
  }
  // The answer has ended, or will never: tells the access log, once.
  void end() noexcept {
    if (access_log() != nullptr) [[unlikely]]
      record();
  }

  // Reads and drops what is left of the content, at most Limits::drain_bytes and for at most Timeouts::body_idle; whether its end
  // was reached.
  [[nodiscard]] Task<bool> drain();

  [[nodiscard]] const ConnectionInfo& connection() const noexcept override;
  [[nodiscard]] Loop& loop() const noexcept override;
  [[nodiscard]] const Forwarded* forwarded() override;
  [[nodiscard]] bool has_body() const noexcept override { return body_.kind() != BodyKind::None; }
  [[nodiscard]] std::optional<std::uint64_t> content_length() const noexcept override { return body_.length(); }
  void set_body_limit(std::uint64_t limit_bytes) noexcept override { body_.set_limit(limit_bytes); }
  [[nodiscard]] Task<Result<std::size_t>> read(MutableBytes into) override;
  [[nodiscard]] std::optional<ByteView> take_content_at_hand() noexcept override;

  [[nodiscard]] Task<Result<>> hint(std::span<const Field> fields) override;
  [[nodiscard]] bool try_respond(const ResponseHead& head, ByteView content) override;
  [[nodiscard]] Task<Result<>> respond(const ResponseHead& head, ByteView content) override;
  [[nodiscard]] Task<Result<>> start(const ResponseHead& head, std::optional<std::uint64_t> length) override;
  [[nodiscard]] Task<Result<>> write(ByteView content) override;
  [[nodiscard]] Task<Result<>> write_file(int file, std::uint64_t offset, std::uint64_t count_bytes) override;
  [[nodiscard]] Task<Result<>> finish(std::span<const Field> trailers) override;
  using Exchange::finish;
  [[nodiscard]] bool upgrade(const ResponseHead& head, std::unique_ptr<Successor> successor) override;
  [[nodiscard]] bool started() const noexcept override { return answer_.state() != Http1Answer::State::None; }
  [[nodiscard]] bool finished() const noexcept override { return answer_.state() == Http1Answer::State::Done; }
  [[nodiscard]] Outcome outcome() const noexcept override;
  [[nodiscard]] bool client_gone() const noexcept override;
  void abort() noexcept override;

 private:
  void expect_content(const Framing& framing, Expectation expectation) noexcept;
  [[nodiscard]] AnswerHead compose(const ResponseHead& head, std::optional<std::uint64_t> length) noexcept;
  // Puts a head into the output, sending what is there first where it must. Errors: Invalid, and those of sending.
  [[nodiscard]] Task<Result<>> put_head(const ResponseHead& head, std::optional<std::uint64_t> length);
  [[nodiscard]] Task<Result<std::size_t>> receive_content(MutableBytes into);
  [[nodiscard]] Task<Result<>> write_chunk(ByteView content);
  void begin_answer_pace() noexcept;
  [[nodiscard]] Task<Result<>> end_chunks(std::span<const Field> trailers);
  void record() noexcept;

  Http1Session* session_ = nullptr;
  Http1Body body_;
  Http1Answer answer_;
  Pace body_pace_;
  Pace answer_pace_;
  std::optional<ForwardedOutcome> forwarded_outcome_;  // Once it was asked for.
  Forwarded forwarded_;
  MonotonicTime begun_{};
  std::string_view reason_;  // Why it is not whole.
  MonotonicTime drain_deadline_ = MonotonicTime::max();  // Of what is left of the content, once nobody reads it.
};

}  // namespace saki::http
