// SPDX-License-Identifier: Apache-2.0
//
// EventStreamCore: what its author does not see of a stream of events: the queue, the outlet that empties it, and the handler as a line of
// execution of its own.
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "event/event_queue.h"
#include "saki/event_stream_base.h"
#include "saki/loop/timer.h"
#include "saki/task/bell.h"
#include "saki/task/task_scope.h"

namespace saki {

class EventOutlet;
class KeptRequest;

class EventStreamCore {  // Affinity: loop.
 public:
  // That of a stream, which lives as long.
  [[nodiscard]] static std::shared_ptr<EventStreamCore> of(const std::shared_ptr<EventStreamBase>& stream) noexcept;

  explicit EventStreamCore(Request& asked);
  EventStreamCore(const EventStreamCore&) = delete;
  EventStreamCore& operator=(const EventStreamCore&) = delete;
  ~EventStreamCore();

  // --- of the author's face

  [[nodiscard]] Request& request() noexcept;
  [[nodiscard]] std::string_view last_event_id() const noexcept { return last_event_id_; }
  [[nodiscard]] bool is_open() const noexcept { return state_ == State::Open; }
  [[nodiscard]] bool is_closed() const noexcept { return state_ == State::Closed; }
  [[nodiscard]] std::uint64_t dropped_count() const noexcept { return dropped_; }
  [[nodiscard]] Loop& loop() const noexcept { return heartbeat_.loop(); }

  void open() noexcept;  // Where it is new: the head may go out.
  void close() noexcept;
  [[nodiscard]] Task<> put(std::string text);
  void add_waiting(EventStreamBase::Closed& waiting) noexcept { waiting_.push_back(waiting); }

  // --- of a room: by the policy, without waiting

  [[nodiscard]] bool take(EventFrame frame) noexcept;  // False where it, or one before it, is lost.
  void flush() noexcept;

  // --- of the answer

  void begin(Task<> handling);  // Runs the handler, until its first wait at once.
  [[nodiscard]] Task<> settled();  // Waits until the stream is open or the handler has ended. Throws Cancelled.
  [[nodiscard]] bool opened() const noexcept { return state_ != State::New; }
  [[nodiscard]] bool handled() const noexcept { return handled_; }  // The handler has ended.
  void rethrow_failure();  // What the handler threw, if it did.
  [[nodiscard]] Task<> await_handler();  // However the caller's own line of execution stands.

  void stop() noexcept;  // The worker stops: closes the stream and cancels the handler.
  void abandon() noexcept;  // The client is gone: likewise, and nothing more is sent.
  void drop() noexcept;  // The stream ends: the handler is destroyed where it waits.

  // --- of the outlet

  void connect(EventOutlet* outlet) noexcept;  // Or null.
  [[nodiscard]] EventQueue& queue() noexcept { return queue_; }
  void note_taken() noexcept;  // There may be room again.
  [[nodiscard]] bool finished() const noexcept { return state_ == State::Closed && queue_.empty(); }

 private:
  enum class State : std::uint8_t { New, Open, Closed };

  class Heartbeat final : public Timer {
   public:
    Heartbeat(Loop& loop, EventStreamCore& stream) noexcept : Timer(loop, "event heartbeat"), stream_(stream) {}

   private:
    void expire() override { stream_.beat(); }
    EventStreamCore& stream_;
  };

  class Sender;  // One that waits for room.

  static Task<> handle(std::reference_wrapper<EventStreamCore> self, Task<>&& handling);
  [[nodiscard]] Task<> put_later(EventFrame frame);
  [[nodiscard]] Task<> join_handler();
  void note_handled() noexcept;
  void keep(EventFrame frame);
  void beat();
  void tell_outlet() noexcept;

  std::unique_ptr<KeptRequest> kept_;
  const EventQueueBounds& bounds_;
  const Duration heartbeat_interval_;
  const std::string last_event_id_;  // Its own, so that the request is not unfolded for it.
  EventQueue queue_;
  EventOutlet* outlet_ = nullptr;
  Heartbeat heartbeat_;
  MonotonicTime last_event_{};  // When something was last put into the queue.
  Bell changed_;  // For settled() before the stream is open, for senders afterwards.
  IntrusiveList<Sender> senders_;  // The first is the next to find room.
  IntrusiveList<EventStreamBase::Closed> waiting_;
  TaskScope handling_;
  std::exception_ptr failure_;
  std::uint64_t dropped_ = 0;
  State state_ = State::New;
  bool handled_ = false;
};

}  // namespace saki
