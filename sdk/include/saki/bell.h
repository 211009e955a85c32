// SPDX-License-Identifier: Apache-2.0
//
// Bell: one coroutine waits, somebody else rings. A ring that nobody waits for is not kept: whoever waits looks first at what it waits for.
//
//   while (queue.empty()) {
//     const bool rung = co_await bell.wait();   // false: the line of execution was cancelled
//     if (!rung) throw Cancelled();
//   }
#pragma once

#include <utility>

#include "saki/base/check.h"
#include "saki/task/wait.h"

namespace saki {

class Bell {  // Affinity: loop.
 public:
  class Waiting;

  Bell() noexcept = default;
  Bell(const Bell&) = delete;
  Bell& operator=(const Bell&) = delete;

  [[nodiscard]] Waiting wait() noexcept;  // One waiter at a time; the bell outlives it.
  void ring(Loop& loop) noexcept;  // Who waits goes on from the loop's ready queue.

 private:
  Waiting* waiting_ = nullptr;
};

class Bell::Waiting final : public Wait {  // Affinity: loop.
 public:
  explicit Waiting(Bell& bell) noexcept : bell_(bell) {}
  ~Waiting() override { withdraw(); }

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    SAKI_CHECK(bell_.waiting_ == nullptr, "a bell has one waiter at a time");
    bell_.waiting_ = this;
    return true;
  }
  [[nodiscard]] bool await_resume() const noexcept { return !was_cancelled(); }

 private:
  friend class Bell;
  void withdraw() noexcept override {
    if (bell_.waiting_ == this) bell_.waiting_ = nullptr;
  }
  Bell& bell_;
};

inline Bell::Waiting Bell::wait() noexcept { return Waiting(*this); }

inline void Bell::ring(Loop& loop) noexcept {
  if (waiting_ != nullptr) std::exchange(waiting_, nullptr)->complete_soon(loop);
}

}  // namespace saki
