// SPDX-License-Identifier: Apache-2.0
//
// Bell: coroutines wait, somebody else rings, and all go on. A ring that nobody waits for is not kept: whoever waits looks first at what
// it waits for, and again when it goes on.
//
//   while (queue.empty()) {
//     const bool rung = co_await bell.wait();   // false: the line of execution was cancelled
//     if (!rung) throw Cancelled();
//   }
#pragma once

#include "saki/base/intrusive_list.h"
#include "saki/task/wait.h"

namespace saki {

class Bell {  // Affinity: loop.
 public:
  class Waiting;

  Bell() noexcept = default;
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  [[nodiscard]] Waiting wait() noexcept;  // The bell outlives it.
  void ring(Loop& loop) noexcept;  // Who waits goes on from the loop's ready queue, the first first.

 private:
  IntrusiveList<Waiting> waiting_;
};

class Bell::Waiting final : public Wait, public ListLink<> {  // Affinity: loop.
 public:
  explicit Waiting(Bell& bell) noexcept : bell_(bell) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    bell_.waiting_.push_back(*this);
    return true;
  }
  [[nodiscard]] bool await_resume() const noexcept { return !was_cancelled(); }

 private:
  friend class Bell;
  void withdraw() noexcept override { unlink(); }

  Bell& bell_;
};

inline Bell::Waiting Bell::wait() noexcept { return Waiting(*this); }

inline void Bell::ring(Loop& loop) noexcept {
  while (!waiting_.empty()) waiting_.pop_front().complete_soon(loop);
}

}  // namespace saki
