// SPDX-License-Identifier: Apache-2.0
//
// EventQueue: what a stream has yet to send, bounded. Empty it holds no memory.
#pragma once

#include <cstddef>
#include <vector>

#include "saki/event_frame.h"
#include "saki/http/web_socket_options.h"

namespace saki {

struct EventQueueBounds {
  std::size_t count = 256;
  std::size_t bytes = 1024 * 1024;  // A single event may be larger where nothing else waits.
  http::QueuePolicy policy = http::QueuePolicy::DropOldest;
};

class EventQueue {  // Affinity: loop.
 public:
  enum class Outcome { Kept, KeptForAnother, NotKept, Full };  // Full: by the policy the stream is to be closed; nothing was kept.

  [[nodiscard]] bool empty() const noexcept { return first_ == frames_.size(); }
  [[nodiscard]] std::size_t size() const noexcept { return frames_.size() - first_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_; }
  [[nodiscard]] bool has_room_for(const EventFrame& frame, const EventQueueBounds& bounds) const noexcept {
    return empty() || (size() < bounds.count && bytes_ + frame->size() <= bounds.bytes);
  }

  void push(EventFrame frame);  // Where there is room.
  Outcome push_by_policy(EventFrame frame, const EventQueueBounds& bounds);

  [[nodiscard]] const EventFrame& at(std::size_t index) const noexcept { return frames_[first_ + index]; }
  [[nodiscard]] const EventFrame& front() const noexcept { return frames_[first_]; }
  EventFrame pop();
  void clear() noexcept;

 private:
  std::vector<EventFrame> frames_;  // From `first_` on; before that what has been taken.
  std::size_t first_ = 0;
  std::size_t bytes_ = 0;
};

}  // namespace saki
