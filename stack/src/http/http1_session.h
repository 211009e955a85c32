// SPDX-License-Identifier: Apache-2.0
//
// Http1Session: all that an HTTP/1 connection needs while a request is on its way, and only then. The connections of a worker share a
// few, last in first out.
//
//   serve_now()  receives and answers without waiting, as nearly always suffices
//   serve_on()   the coroutine that goes on where something must be waited for: a handler, the rest of a head, a client that does not read
#pragma once

#include <optional>

#include "http/http1_exchange.h"
#include "http/http1_input.h"
#include "http/http1_sender.h"
#include "http/request_memory.h"
#include "saki/net/stream.h"
#include "task/started_task.h"

namespace saki::http {

class Http1Connection;
class HttpWorker;
class PeerWatch;

class Http1Session {  // Affinity: loop.
 public:
  explicit Http1Session(HttpWorker& worker);  // Outlives the session.
  Http1Session(const Http1Session&) = delete;
  Http1Session& operator=(const Http1Session&) = delete;
  ~Http1Session();

  // --- for the connection

  enum class Rest : std::uint8_t {
    Unready,  // Nothing had come.
    Idle,     // All was answered; the connection waits for its next request.
    Waits,    // For something else: serve_on().
    Switched,  // Another protocol goes on: take_successor(), take_unread().
    Ended,    // The connection is over.
  };
  [[nodiscard]] Rest serve_now(Http1Connection& connection);
  void open_stream();  // Before serve_on(), which need not begin at once: from here on readiness is told to the stream.
  [[nodiscard]] Task<> serve_on();

  // The connection is idle: ready for another one. Where nothing had to wait the blocks stay at hand.
  void leave() noexcept {
    input_.clear();
    if (stream_) [[unlikely]]
      leave_stream();
  }
  void abandon() noexcept;  // The connection ends, wherever it stands. Ready for another one.
  void release() noexcept;  // Holds no block any more.
  [[nodiscard]] bool in_order() const noexcept { return !answering_; }  // No answer is missed, in whole or in part.

  [[nodiscard]] std::unique_ptr<Successor> take_successor() noexcept { return std::move(successor_); }
  [[nodiscard]] Buffer take_unread() noexcept {
    phase_ = Phase::Open;  // For another connection.
    linger_ = false;
    return input_.take_unread();
  }

  // --- for exchange and sender

  // The request at hand is the last one of HTTP.
  void hand_on(std::unique_ptr<Successor> successor) noexcept {
    successor_ = std::move(successor);
    persistent_ = false;
  }
  [[nodiscard]] HttpWorker& worker() noexcept { return worker_; }
  [[nodiscard]] Http1Exchange& exchange() noexcept { return memory_.exchange; }
  [[nodiscard]] Http1Input& input() noexcept { return input_; }
  [[nodiscard]] Http1Sender& sender() noexcept { return sender_; }
  [[nodiscard]] Http1Output& output() noexcept { return sender_.output(); }
  [[nodiscard]] std::size_t input_mark() const noexcept { return input_mark_; }
  [[nodiscard]] const ConnectionInfo& info();
  [[nodiscard]] const Address& client();
  [[nodiscard]] int descriptor() const noexcept;
  [[nodiscard]] Stream& stream() noexcept { return *stream_; }  // For coroutines: these have one.

  // Decides whether the connection outlives the answer that is being composed.
  [[nodiscard]] ConnectionField decide_persistence() noexcept;

  [[nodiscard]] bool client_gone() const noexcept;
  [[nodiscard]] bool broken() const noexcept { return phase_ == Phase::Dead; }

  // An answer could not be sent: counts it where the client was too slow, and gives the connection up.
  void sending_failed(Error error) noexcept;

 private:
  enum class Phase : std::uint8_t {
    Open,
    Closing,  // In order: the last answer said so.
    Switched,  // To another protocol.
    Refused,  // The client still has to be told why.
    Dead,  // Nobody is there any more.
  };

  // The steps of an answer, each called in one place.
  [[nodiscard]] bool answer_requests();  // False where one has to be waited for.
  [[nodiscard, gnu::always_inline]] inline bool answer_requests_here();
  [[nodiscard, gnu::always_inline]] inline Http1Exchange* next_request();
  [[nodiscard, gnu::always_inline]] inline Http1Exchange* begin_request();
  [[nodiscard]] inline Refusal settle_request(const Framing& framing, Expectation& expectation);
  [[nodiscard, gnu::always_inline]] inline bool handle(Http1Exchange& exchange);
  [[nodiscard]] bool begin_handling(Http1Exchange& exchange, Task<> task);
  [[nodiscard]] Rest nothing_received(std::ptrdiff_t outcome);
  [[nodiscard]] bool send_at_once() noexcept;
  inline void await_input() noexcept;
  inline void end_request() noexcept;
  void leave_stream() noexcept;

  // What has to wait: http1_waiting.cpp.
  [[nodiscard]] Task<> wait_and_serve();
  [[nodiscard]] Rest rest() const noexcept;
  [[nodiscard]] Stream::Receive receive();
  [[nodiscard]] Task<> await_handler();
  [[nodiscard]] Task<> complete_request();
  [[nodiscard]] Task<> answer_problem(Status status, std::string_view detail);
  [[nodiscard]] Task<> close();
  [[nodiscard]] Task<> linger();

  void make_room() noexcept;
  void received(const Result<std::size_t>& outcome) noexcept;
  void handler_failed() noexcept;
  void refuse(Refusal refusal) noexcept;
  void put_refusal();
  void record_refusal(std::uint64_t content_bytes) noexcept;
  void give_up() noexcept;  // The connection is of no use any more.

  HttpWorker& worker_;
  Http1Connection* connection_ = nullptr;
  Http1Input input_;
  Http1Sender sender_{*this};
  RequestMemory memory_;
  std::optional<Stream> stream_;  // Once something waits.
  std::unique_ptr<Successor> successor_;  // Once the handler has switched the protocol.
  StartedTask handling_;          // What the handler is still doing.
  const PeerWatch* watch_ = nullptr;  // While it does.
  MonotonicTime head_deadline_ = MonotonicTime::max();  // Of the head that is being received; max() when none is.
  std::size_t input_mark_ = 0;  // Behind the head: there chunks are received, over those that were read.
  std::uint64_t batch_count_ = 0;  // Requests since the output was last sent.
  Phase phase_ = Phase::Open;
  Refusal refusal_ = Refusal::None;
  bool needs_input_ = true;
  bool answering_ = false;  // A request has begun and not ended.
  bool persistent_ = true;
  bool linger_ = false;  // Bytes may still be on their way to us.
};

inline void Http1Session::end_request() noexcept {
  memory_.exchange.end();
  answering_ = false;
  if (!persistent_) [[unlikely]] {
    phase_ = successor_ == nullptr ? Phase::Closing : Phase::Switched;
    linger_ = linger_ || !input_.empty();
  }
  memory_.reset();
}

}  // namespace saki::http
