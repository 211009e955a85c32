// SPDX-License-Identifier: Apache-2.0
//
// RedisSignal: coroutines wait, somebody rings. A ring that nobody waits for is not kept: whoever waits looks first at what it waits for.
#pragma once

#include "saki/base/intrusive_list.h"
#include "saki/task/wait.h"

namespace saki {

class RedisSignal {  // Affinity: loop.
 public:
  class Waiting;

  RedisSignal() noexcept = default;
  RedisSignal(const RedisSignal&) = delete;
  RedisSignal& operator=(const RedisSignal&) = delete;

  [[nodiscard]] Waiting wait() noexcept;  // Gives false when the line of execution was cancelled.
  void ring(Loop& loop) noexcept;         // Who waits goes on from the ready queue: at the end of this turn.

 private:
  IntrusiveList<Waiting> waiting_;
};

class RedisSignal::Waiting final : public Wait, public ListLink<> {
 public:
  explicit Waiting(RedisSignal& signal) noexcept : signal_(signal) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    signal_.waiting_.push_back(*this);
    return true;
  }
  [[nodiscard]] bool await_resume() const noexcept { return !was_cancelled(); }

 private:
  friend class RedisSignal;
  void withdraw() noexcept override { unlink(); }
  RedisSignal& signal_;
};

inline RedisSignal::Waiting RedisSignal::wait() noexcept { return Waiting(*this); }

inline void RedisSignal::ring(Loop& loop) noexcept {
  while (!waiting_.empty()) waiting_.pop_front().complete_soon(loop);
}

}  // namespace saki
