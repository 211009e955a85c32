// SPDX-License-Identifier: Apache-2.0
//
// StoreWatchQueue: events on their way to one watcher, bounded: what comes past the bound is dropped and told as one Gap. For engines;
// handlers have a StoreWatch.
#pragma once

#include <cstddef>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>

#include "saki/store_event.h"
#include "saki/task/wait.h"

namespace saki {

class StoreWatchQueue : public std::enable_shared_from_this<StoreWatchQueue> {  // Affinity: any, save where "home" is said.
 public:
  // `home` is the watcher's loop and outlives its leaving.
  StoreWatchQueue(Loop& home, StoreTopic topic, std::size_t capacity) : home_(home), topic_(std::move(topic)), capacity_(capacity) {}
  StoreWatchQueue(const StoreWatchQueue&) = delete;
  StoreWatchQueue& operator=(const StoreWatchQueue&) = delete;

  [[nodiscard]] const StoreTopic& topic() const noexcept { return topic_; }

  void put(StoreEvent event);  // Of a key that the topic covers.
  void put_gap();              // Events were lost on the way here: a connection was broken.
  void close() noexcept;       // No event comes any more; those that wait can still be taken.
  void leave() noexcept;       // Affinity: home. The watcher is gone: nothing is queued or woken from here on.

  class Receive;
  // The next event, or none once it is closed and empty, or cancelled. One waiter at a time. Affinity: home.
  [[nodiscard]] Receive receive() noexcept;

 private:
  void wake_home();  // Under the lock.
  void wake() noexcept;
  [[nodiscard]] bool ready();
  [[nodiscard]] std::optional<StoreEvent> take();

  Loop& home_;
  const StoreTopic topic_;
  const std::size_t capacity_;
  std::mutex mutex_;  // Guards what follows, save the waiter.
  std::deque<StoreEvent> events_;
  bool gap_ = false;  // Behind the events that wait.
  bool closed_ = false;
  bool left_ = false;
  bool wake_posted_ = false;
  Receive* waiter_ = nullptr;  // Home's.
};

class StoreWatchQueue::Receive final : public Wait {  // Affinity: home.
 public:
  explicit Receive(StoreWatchQueue& queue) noexcept : queue_(queue) {}
  ~Receive() override { withdraw(); }

  bool await_ready() const { return queue_.ready(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    queue_.waiter_ = this;
    if (!queue_.ready()) return true;
    withdraw();
    detach();
    return false;
  }
  [[nodiscard]] std::optional<StoreEvent> await_resume() {
    withdraw();
    if (was_cancelled()) return std::nullopt;
    return queue_.take();
  }

 private:
  friend class StoreWatchQueue;
  void wake() noexcept { complete_soon(queue_.home_); }
  void withdraw() noexcept override {
    if (queue_.waiter_ == this) queue_.waiter_ = nullptr;
  }
  StoreWatchQueue& queue_;
};

inline StoreWatchQueue::Receive StoreWatchQueue::receive() noexcept { return Receive(*this); }

}  // namespace saki
