// SPDX-License-Identifier: Apache-2.0
//
// Places: so many at once, and a bounded queue of those who wait for one, the first come the first served; over all workers.
//
// `balance_` is the number of free places, or less than zero the number of those who wait: both at once there never are. Taking a free
// place and leaving one that nobody waits for is one exchange of it; whatever concerns the queue happens under the lock, on whichever
// thread. Who is given a place hears of it on its own loop.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>

#include "saki/loop/timer.h"
#include "saki/task/wait.h"

namespace saki {

class Places {  // Affinity: any.
 public:
  Places(std::uint32_t most, std::uint32_t queue) noexcept : queue_(queue), balance_(most) {}
  Places(const Places&) = delete;
  Places& operator=(const Places&) = delete;

  // co_await places.take(loop, wait) gives whether there is a place: false where the queue is full or none came free in time. leave()
  // gives it back. Throws Cancelled.
  class Take;
  [[nodiscard]] Take take(Loop& loop, Duration wait) noexcept;
  void leave() noexcept;

  [[nodiscard]] std::int64_t balance() const noexcept { return balance_.load(std::memory_order_relaxed); }

 private:
  struct Waiter {
    Loop& loop;
    Take* take;  // Null once it has gone. Affinity: its loop.
    bool given = false;
  };

  [[nodiscard]] bool take_free() noexcept;
  [[nodiscard]] std::shared_ptr<Waiter> enqueue(Take& take, Loop& loop, bool& given);
  [[nodiscard]] bool withdraw(const std::shared_ptr<Waiter>& waiter) noexcept;

  const std::int64_t queue_;
  std::atomic<std::int64_t> balance_;
  std::mutex mutex_;
  std::deque<std::shared_ptr<Waiter>> waiting_;  // As many as the balance is below zero.
};

class Places::Take final : public Wait, private Timer {  // Affinity: loop.
 public:
  Take(Places& places, Loop& loop, Duration wait) noexcept : Timer(loop, "place"), places_(places), wait_(wait) {}
  ~Take() override { withdraw(); }

  bool await_ready() noexcept { return given_ = places_.take_free(); }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    if (begin()) return true;
    detach();
    return false;
  }
  [[nodiscard]] bool await_resume() const {
    if (was_cancelled()) throw Cancelled();
    return given_;
  }

 private:
  friend class Places;
  [[nodiscard]] bool begin();
  void withdraw() noexcept override;
  void give() noexcept;  // On its loop.
  void expire() override;

  Places& places_;
  Duration wait_;
  std::shared_ptr<Waiter> waiter_;
  bool given_ = false;
};

inline Places::Take Places::take(Loop& loop, Duration wait) noexcept { return Take(*this, loop, wait); }

}  // namespace saki
