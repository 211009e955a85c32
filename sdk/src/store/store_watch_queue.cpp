// SPDX-License-Identifier: Apache-2.0
#include "saki/store_watch_queue.h"

#include <utility>

namespace saki {

void StoreWatchQueue::put(StoreEvent event) {
  const std::lock_guard lock(mutex_);
  if (left_ || closed_) return;
  if (gap_ || events_.size() >= capacity_) {
    gap_ = true;
  } else {
    events_.push_back(std::move(event));
  }
  wake_home();
}

void StoreWatchQueue::put_gap() {
  const std::lock_guard lock(mutex_);
  if (left_ || closed_) return;
  gap_ = true;
  wake_home();
}

void StoreWatchQueue::close() noexcept {
  const std::lock_guard lock(mutex_);
  if (left_ || closed_) return;
  closed_ = true;
  wake_home();
}

void StoreWatchQueue::leave() noexcept {
  const std::lock_guard lock(mutex_);
  left_ = true;
  events_.clear();
}

// Nothing is posted once the watcher has left, which it does before its loop ends.
void StoreWatchQueue::wake_home() {
  if (std::exchange(wake_posted_, true)) return;
  home_.post("store watch", [self = shared_from_this()] { self->wake(); });
}

void StoreWatchQueue::wake() noexcept {
  {
    const std::lock_guard lock(mutex_);
    wake_posted_ = false;
  }
  if (waiter_ != nullptr && waiter_->suspended() && ready()) waiter_->wake();  // What it was told of may have been taken already.
}

bool StoreWatchQueue::ready() {
  const std::lock_guard lock(mutex_);
  return !events_.empty() || gap_ || closed_;
}

std::optional<StoreEvent> StoreWatchQueue::take() {
  const std::lock_guard lock(mutex_);
  if (events_.empty()) {
    if (std::exchange(gap_, false)) return StoreEvent(StoreEventKind::Gap, {});
    return std::nullopt;
  }
  StoreEvent event = std::move(events_.front());
  events_.pop_front();
  return event;
}

}  // namespace saki
