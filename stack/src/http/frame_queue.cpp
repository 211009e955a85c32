// SPDX-License-Identifier: Apache-2.0
#include "http/frame_queue.h"

namespace saki::http {

bool FrameQueue::has_room_for(std::size_t size_bytes) const noexcept {
  return empty() ? size_bytes <= most_bytes_ : frames_->size() < most_count_ && bytes_ + size_bytes <= most_bytes_;
}

FrameQueue::Outcome FrameQueue::push(const SharedFrame& frame) {
  const std::size_t size_bytes = frame.plain().size();
  bool dropped = false;
  while (!has_room_for(size_bytes)) {
    if (policy_ == QueuePolicy::Close) return Outcome::Refused;
    if (policy_ == QueuePolicy::DropNewest || empty()) return Outcome::Dropped;
    static_cast<void>(pop());
    dropped = true;
  }
  if (frames_ == nullptr) frames_ = std::make_unique<std::deque<SharedFrame>>();
  frames_->push_back(frame);
  bytes_ += size_bytes;
  return dropped ? Outcome::Dropped : Outcome::Taken;
}

SharedFrame FrameQueue::pop() noexcept {
  SharedFrame frame = std::move(frames_->front());
  frames_->pop_front();
  bytes_ -= frame.plain().size();
  if (frames_->empty()) clear();
  return frame;
}

}  // namespace saki::http
