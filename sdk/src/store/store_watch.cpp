// SPDX-License-Identifier: Apache-2.0
#include "saki/store_watch.h"

#include <algorithm>

#include "saki/store_call.h"

namespace saki {

StoreWatch& StoreWatch::operator=(StoreWatch&& other) noexcept {
  if (this == &other) return *this;
  leave();
  queue_ = std::move(other.queue_);
  leave_ = std::move(other.leave_);
  hidden_ = other.hidden_;
  return *this;
}

void StoreWatch::leave() noexcept {
  if (queue_ == nullptr) return;
  queue_->leave();
  if (leave_) leave_();
  queue_.reset();
}

Task<StoreEvent> StoreWatch::next() {
  StoreResult<StoreEvent> event = co_await try_next();
  if (!event) throw_store_error(std::move(event.error()));
  co_return *std::move(event);
}

Task<StoreResult<StoreEvent>> StoreWatch::try_next() {
  StoreWatchQueue::Receive receive = queue_->receive();
  std::optional<StoreEvent> event = co_await receive;
  if (event) {
    event->key.erase(0, std::min(hidden_, event->key.size()));
    co_return *std::move(event);
  }
  if (receive.was_cancelled()) co_return std::unexpected(StoreError(StoreError::Cancelled, "nobody waits any more"));
  co_return std::unexpected(StoreError(StoreError::Closed, "the store has stopped"));
}

}  // namespace saki
