// SPDX-License-Identifier: Apache-2.0
//
// Http1Session: one HTTP/1 connection between its requests: what has been received, what is to be sent, whether it goes on.
//
// State of a request (head, content, answer) is in its RequestMemory; this object is what an idle connection costs.
#pragma once

#include <memory>

#include "http/http1_input.h"
#include "http/http1_output.h"
#include "http/http_worker.h"
#include "saki/base/intrusive_list.h"
#include "saki/net/stream.h"

namespace saki::http {

class Http1Session : public ListLink<> {  // Affinity: loop.
 public:
  // Both outlive the session.
  Http1Session(Stream& stream, HttpWorker& worker, std::uint64_t connection_id) noexcept;
  ~Http1Session();
  Http1Session(const Http1Session&) = delete;
  Http1Session& operator=(const Http1Session&) = delete;

  // --- the steps of serve_http1

  [[nodiscard]] bool goes_on() const noexcept { return phase_ == Phase::Open; }
  [[nodiscard]] bool needs_input() const noexcept { return needs_input_; }
  [[nodiscard]] Stream::Receive receive();
  void received(const Result<std::size_t>& outcome) noexcept;

  // Answers the requests whose heads have arrived, until there is none left, enough answers have gathered, one had to be waited for, or the
  // connection does not go on. Done when it returns unless a handler waits.
  [[nodiscard]] Task<> answer_requests();

  [[nodiscard]] bool has_output() const noexcept { return output_.pending(); }
  [[nodiscard]] bool send_at_once() noexcept;  // Whether all of it left without waiting.
  [[nodiscard]] Task<Result<>> flush();  // Waits until it has left.

  [[nodiscard]] Task<> close();  // Says what is left to say, and waits until the client cannot miss it.

  // --- for the exchange

  [[nodiscard]] Stream& stream() noexcept { return stream_; }
  [[nodiscard]] HttpWorker& worker() noexcept { return worker_; }
  [[nodiscard]] Http1Input& input() noexcept { return input_; }
  [[nodiscard]] Http1Output& output() noexcept { return output_; }
  [[nodiscard]] std::size_t input_mark() const noexcept { return input_mark_; }
  [[nodiscard]] const ConnectionInfo& info();
  [[nodiscard]] const Address& client();  // Of the connection: found once, then kept.

  // Decides whether the connection outlives the answer that is being composed.
  [[nodiscard]] ConnectionField decide_persistence(Http1Exchange& exchange) noexcept;

  // Sends the output, then the three, waiting as long as the client takes some bytes within Timeouts::write_idle.
  [[nodiscard]] Task<Result<>> flush_with(ByteView head, ByteView content, ByteView tail);

  // An answer could not be sent: counts it where the client was too slow, and gives the connection up.
  void sending_failed(Error error) noexcept;

  void give_up() noexcept;  // The connection is of no use any more.

  // --- for the worker

  // Closes a connection that waits for its next request. One that waits for its first, or on which something has come, has a moment.
  void close_if_idle() noexcept;

 private:
  enum class Phase : std::uint8_t {
    Open,
    Closing,  // In order: the last answer said so.
    Refused,  // The client still has to be told why.
    Dead,  // Nobody is there any more.
  };

  // The steps of answer_requests, each called in one place.
  [[nodiscard]] inline Http1Exchange* next_request();
  [[nodiscard]] inline Http1Exchange* begin_request();
  [[nodiscard]] inline Refusal settle_request(Framing& framing, Expectation& expectation);
  [[nodiscard]] inline Task<> handle(Http1Exchange& exchange);
  inline void await_input() noexcept;
  inline void end_request() noexcept;

  [[nodiscard]] MonotonicTime first_request_deadline() const noexcept;
  void make_room() noexcept;
  [[nodiscard]] Task<> answer_slowly(Http1Exchange& exchange, Task<> handling);
  [[nodiscard]] Stream::Send send_output();
  void sent(const Result<>& outcome) noexcept;
  void refuse(Refusal refusal) noexcept;
  [[nodiscard]] Task<> supervise(Http1Exchange& exchange, Task<> task);
  void handler_failed(Http1Exchange& exchange) noexcept;
  [[nodiscard]] Task<> answer_problem(Http1Exchange& exchange, Status status, std::string_view detail);
  [[nodiscard]] Task<> complete(Http1Exchange& exchange);
  [[nodiscard]] Task<> close_slowly();
  [[nodiscard]] Task<> linger();
  [[nodiscard]] Task<Result<>> send_paced(std::span<const ByteView> pieces, std::size_t& left_bytes);
  void put_refusal();
  [[nodiscard]] Address find_client() const noexcept;
  void record_refusal(std::uint64_t content_bytes) noexcept;

  Stream& stream_;
  HttpWorker& worker_;
  Http1Input input_;
  Http1Output output_;
  std::unique_ptr<RequestMemory> memory_;
  std::unique_ptr<const Address> client_;  // Once an access log has asked.
  std::uint64_t id_;
  MonotonicTime head_deadline_ = MonotonicTime::max();  // Of the head that is being received; max() when none is.
  std::size_t input_mark_ = 0;  // Behind the head: there chunks are received, over those that were read.
  std::uint64_t request_count_ = 0;
  std::uint32_t batch_count_ = 0;  // Requests since the output was last sent.
  Phase phase_ = Phase::Open;
  Refusal refusal_ = Refusal::None;
  bool needs_input_ = true;
  bool persistent_ = true;
  bool linger_ = false;  // Bytes may still be on their way to us.
};

}  // namespace saki::http
