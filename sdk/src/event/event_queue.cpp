// SPDX-License-Identifier: Apache-2.0
#include "event/event_queue.h"

#include <utility>

namespace saki {

void EventQueue::push(EventFrame frame) {
  bytes_ += frame->size();
  frames_.push_back(std::move(frame));
}

EventQueue::Outcome EventQueue::push_by_policy(EventFrame frame, const EventQueueBounds& bounds) {
  bool made_room = false;
  while (!has_room_for(frame, bounds)) {
    if (bounds.policy == http::QueuePolicy::Close) return Outcome::Full;
    if (bounds.policy == http::QueuePolicy::DropNewest) return Outcome::NotKept;
    static_cast<void>(pop());
    made_room = true;
  }
  push(std::move(frame));
  return made_room ? Outcome::KeptForAnother : Outcome::Kept;
}

EventFrame EventQueue::pop() {
  EventFrame frame = std::move(frames_[first_++]);
  bytes_ -= frame->size();
  if (empty()) {
    clear();
  } else if (first_ * 2 >= frames_.size()) {  // Moves each frame once at most, on average.
    frames_.erase(frames_.begin(), frames_.begin() + static_cast<std::ptrdiff_t>(first_));
    first_ = 0;
  }
  return frame;
}

void EventQueue::clear() noexcept {
  std::vector<EventFrame>().swap(frames_);
  first_ = bytes_ = 0;
}

}  // namespace saki
