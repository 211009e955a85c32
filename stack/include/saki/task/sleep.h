// SPDX-License-Identifier: Apache-2.0
//
// sleep: waits for the loop's time to pass, holding nothing but the coroutine.
#pragma once

#include "saki/loop/timer.h"
#include "saki/task/wait.h"

namespace saki {

class Sleep final : private Timer, private Wait {  // Affinity: loop. Made by sleep(); awaited at once.
 public:
  Sleep(Loop& loop, Duration duration) noexcept : Timer(loop, "sleep"), duration_(duration) {}

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    start_after(duration_);
    return true;
  }
  void await_resume() const {
    if (was_cancelled()) throw Cancelled();
  }

 private:
  void expire() override { complete(); }
  void withdraw() noexcept override { Timer::cancel(); }
  Duration duration_;
};

// Suspends for at least `duration`; zero or less gives way to one turn of the loop. Throws Cancelled. Needs a current loop.
[[nodiscard]] inline Sleep sleep(Duration duration) noexcept { return {*Loop::current(), duration}; }

}  // namespace saki
