// SPDX-License-Identifier: Apache-2.0
//
// JobPause: a wait that a service which stops cuts short; JobPauses are all of a worker.
#pragma once

#include "saki/base/intrusive_list.h"
#include "saki/loop/timer.h"
#include "saki/task/wait.h"

namespace saki {

class JobPause;

class JobPauses {  // Affinity: loop.
 public:
  explicit JobPauses(Loop& loop) noexcept : loop_(loop) {}

  // co_await pauses.pause(1s) gives whether that time passed; false where the service stops. Throws Cancelled.
  [[nodiscard]] JobPause pause(Duration time) noexcept;
  void end() noexcept;  // All of them, and those to come.
  [[nodiscard]] bool ended() const noexcept { return ended_; }

 private:
  friend class JobPause;
  Loop& loop_;
  IntrusiveList<JobPause> pauses_;
  bool ended_ = false;
};

class JobPause final : private Timer, private Wait, public ListLink<> {
 public:
  JobPause(JobPauses& pauses, Duration time) noexcept : Timer(pauses.loop_, "job pause"), pauses_(pauses), time_(time) {}

  bool await_ready() const noexcept { return pauses_.ended_; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    if (!suspend(caller)) return false;
    pauses_.pauses_.push_back(*this);
    start_after(time_);
    return true;
  }
  [[nodiscard]] bool await_resume() const {
    if (was_cancelled()) throw Cancelled();
    return passed_;
  }

 private:
  friend class JobPauses;
  void cut_short() noexcept {
    withdraw();
    complete_soon(pauses_.loop_);
  }
  void expire() override {
    passed_ = true;
    unlink();
    complete();
  }
  void withdraw() noexcept override {
    Timer::cancel();
    unlink();
  }

  JobPauses& pauses_;
  const Duration time_;
  bool passed_ = false;
};

inline JobPause JobPauses::pause(Duration time) noexcept { return {*this, time}; }

inline void JobPauses::end() noexcept {
  ended_ = true;
  while (!pauses_.empty()) pauses_.front().cut_short();
}

}  // namespace saki
