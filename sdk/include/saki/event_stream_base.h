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

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/base/intrusive_list.h"
#include "saki/event_label.h"
#include "saki/room_member.h"
#include "saki/task.h"

namespace saki {

class EventStreamCore;
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
  [[nodiscard]] std::string_view last_event_id() const noexcept;

  // Sends a comment, which pages do not see. Throws std::invalid_argument where it is not UTF-8, Cancelled once the stream is closed.
  [[nodiscard]] Task<> comment(std::string_view text);

  // Tells the client how long to wait before it comes back, should the stream break off. Throws Cancelled once the stream is closed.
  [[nodiscard]] Task<> retry(Duration delay);

  // co_await stream.closed() waits until the client is gone, or the stream was closed here: for handlers whose events come from elsewhere.
  // Any number of coroutines may. Throws Cancelled where the wait itself is cancelled.
  class Closed;
  [[nodiscard]] Closed closed();

  // Ends the stream in order once what waits has been sent. Nothing more is taken.
  void close() noexcept;

  [[nodiscard]] bool is_open() const noexcept;
  [[nodiscard]] std::size_t waiting_count() const noexcept;
  [[nodiscard]] std::uint64_t dropped_count() const noexcept;  // Events lost to the policy.

 protected:
  // Waits where there is no room, behind those that wait already. Throws Cancelled once the stream is closed.
  [[nodiscard]] Task<> put(std::string text);

 private:
  friend class EventStreamCore;

  // As the member of a room: takes events by the policy, without waiting.
  [[nodiscard]] MemberKind member_kind() const noexcept override { return MemberKind::EventStream; }
  [[nodiscard]] std::string_view seen_before() const noexcept override { return last_event_id(); }
  [[nodiscard]] bool take(const RoomMessage& message) noexcept override;
  void flush() noexcept override;

  std::unique_ptr<EventStreamCore> core_;
};

class EventStreamBase::Closed final : public Wait, public ListLink<> {  // Affinity: loop. Awaited at once.
 public:
  explicit Closed(EventStreamCore& stream) noexcept : stream_(stream) {}

  [[nodiscard]] bool await_ready() const noexcept;
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    begin();
    return true;
  }
  void await_resume() const {
    if (was_cancelled()) throw Cancelled();
  }

 private:
  friend class EventStreamCore;
  void begin() noexcept;
  void withdraw() noexcept override { unlink(); }

  EventStreamCore& stream_;
};

}  // namespace saki
