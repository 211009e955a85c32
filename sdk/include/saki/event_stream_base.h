// SPDX-License-Identifier: Apache-2.0
//
// EventStreamBase: a stream of server-sent events, whatever they hold (HTML Living Standard, section 9.2). EventStream<T> is its typed
// face.
//
// The answer's head goes out with the first thing that is sent or waited for here. Until then an HttpError that the handler throws is
// answered as on any route; a handler that ends without it answers 204, which tells browsers not to come back.
//
// Events wait in a bounded queue while the client does not take them: send() then waits as well, what comes from rooms follows the policy
// of `server.events.overflow`.
#pragma once

#include <exception>
#include <memory>
#include <string>
#include <string_view>

#include "saki/bell.h"
#include "saki/event_label.h"
#include "saki/event_queue.h"
#include "saki/loop/timer.h"
#include "saki/room_member.h"
#include "saki/task/task_scope.h"

namespace saki {

class EventOutlet;
class KeptRequest;
class Request;

class EventStreamBase : public RoomMember {  // Affinity: loop.
 public:
  explicit EventStreamBase(Request& asked);
  EventStreamBase(const EventStreamBase&) = delete;
  EventStreamBase& operator=(const EventStreamBase&) = delete;
  virtual ~EventStreamBase();

  // The request that opened it, without what only its answer needed; lives as long as the stream.
  [[nodiscard]] Request& request() noexcept;

  // What the client saw last, as it tells when it comes back; empty for a new one.
  [[nodiscard]] std::string_view last_event_id() const noexcept { return last_event_id_; }

  // Sends a comment, which pages do not see.
  [[nodiscard]] Task<> comment(std::string_view text);

  // Tells the client how long to wait before it comes back, should the stream break off.
  [[nodiscard]] Task<> retry(Duration delay);

  // co_await stream.closed() waits until the client is gone, or the stream was closed here: for handlers whose events come from elsewhere.
  class Closed;
  [[nodiscard]] Closed closed();

  // Ends the stream in order once what waits has been sent. Nothing more is taken.
  void close() noexcept;

  [[nodiscard]] bool is_open() const noexcept { return state_ == State::Open; }
  [[nodiscard]] std::size_t waiting_count() const noexcept { return queue_.size(); }
  [[nodiscard]] std::uint64_t dropped_count() const noexcept { return dropped_; }  // Events lost to the policy.

  // --- for the SDK itself

  void open() noexcept;  // Where it is new: the head may go out.

  // As the member of a room: takes events by the policy, without waiting.
  [[nodiscard]] MemberKind member_kind() const noexcept override { return MemberKind::EventStream; }
  [[nodiscard]] std::string_view seen_before() const noexcept override { return last_event_id_; }
  void take(const RoomMessage& message) noexcept override;
  void flush() noexcept override;

  void begin(Task<> handling);  // Runs the handler, until its first wait at once.
  [[nodiscard]] Task<> settled();  // Waits until the stream is open or the handler has ended. Throws Cancelled.
  [[nodiscard]] bool opened() const noexcept { return state_ != State::New; }
  [[nodiscard]] bool handled() const noexcept { return handled_; }  // The handler has ended.
  void rethrow_failure();  // What the handler threw, if it did.

  void connect(EventOutlet* outlet) noexcept;  // Or null.
  [[nodiscard]] EventQueue& queue() noexcept { return queue_; }
  void taken() noexcept;  // By the outlet: there may be room again.
  [[nodiscard]] bool finished() const noexcept { return state_ == State::Closed && queue_.empty(); }
  void stop() noexcept;  // The worker stops: closes the stream and cancels the handler.
  void abandon() noexcept;  // The client is gone: likewise, and nothing more is sent.
  [[nodiscard]] Task<> await_handler();  // However the caller's own line of execution stands.

  [[nodiscard]] Loop& loop() const noexcept { return heartbeat_.loop(); }

 protected:
  [[nodiscard]] Task<> put(
      std::string text);  // Waits where there is no room. One call at a time. Throws Cancelled once the stream is closed.

 private:
  enum class State : std::uint8_t { New, Open, Closed };

  class Heartbeat final : public Timer {
   public:
    Heartbeat(Loop& loop, EventStreamBase& stream) noexcept : Timer(loop, "event heartbeat"), stream_(stream) {}

   private:
    void expire() override { stream_.beat(); }
    EventStreamBase& stream_;
  };

  static Task<> handle(std::reference_wrapper<EventStreamBase> self, Task<>&& handling);
  [[nodiscard]] Task<> put_later(EventFrame frame);
  [[nodiscard]] Task<> join_handler();
  void note_handled() noexcept;
  void keep(EventFrame frame);
  void beat();
  void tell_outlet() noexcept;

  std::unique_ptr<KeptRequest> kept_;
  const EventQueueBounds& bounds_;
  const Duration heartbeat_interval_;
  std::string last_event_id_;
  EventQueue queue_;
  EventOutlet* outlet_ = nullptr;
  Heartbeat heartbeat_;
  MonotonicTime last_event_{};  // When something was last put into the queue.
  Bell changed_;  // For settled() before the stream is open, for put_later() afterwards.
  Bell ended_;  // For closed().
  TaskScope handling_;
  std::exception_ptr failure_;
  std::uint64_t dropped_ = 0;
  State state_ = State::New;
  bool handled_ = false;
};

class EventStreamBase::Closed {  // Affinity: loop. Awaited at once.
 public:
  explicit Closed(EventStreamBase& stream) noexcept : stream_(stream), waiting_(stream.ended_) {}
  bool await_ready() const noexcept { return stream_.state_ == State::Closed; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    return waiting_.await_suspend(caller);
  }
  void await_resume() const noexcept {}

 private:
  EventStreamBase& stream_;
  Bell::Waiting waiting_;
};

inline EventStreamBase::Closed EventStreamBase::closed() {
  open();
  return Closed(*this);
}

}  // namespace saki
