// SPDX-License-Identifier: Apache-2.0
//
// Timer: one call at one instant of a loop's time. Arming and disarming cost O(log n), being armed costs no system call.
//
// Deadline: a timer that is pushed back far more often than it expires. Moving it later is one store: the heap learns of it when the
// old instant comes.
#pragma once

#include <cstdint>

#include "saki/base/clock.h"

namespace saki {

class Loop;

class Timer {  // Affinity: loop.
 public:
  Timer(Loop& loop, const char* name) noexcept : loop_(loop), name_(name) {}
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;
  virtual ~Timer() { cancel(); }

  void start_at(MonotonicTime when);  // Re-arms when already armed. A time in the past expires in the next turn.
  void start_after(Duration delay);
  void cancel() noexcept;  // After this, expire() is not called; harmless when not armed.

  [[nodiscard]] bool armed() const noexcept { return heap_index_ != kNotArmed; }
  [[nodiscard]] MonotonicTime when() const noexcept { return when_; }
  [[nodiscard]] const char* name() const noexcept { return name_; }
  [[nodiscard]] Loop& loop() const noexcept { return loop_; }

 protected:
  // Called once, no longer armed; may re-arm, cancel others or destroy this timer.
  virtual void expire() = 0;

 private:
  friend class TimerHeap;
  static constexpr std::uint32_t kNotArmed = UINT32_MAX;

  Loop& loop_;
  const char* name_;
  MonotonicTime when_{};
  std::uint32_t heap_index_ = kNotArmed;
};

class Deadline : public Timer {  // Affinity: loop.
 public:
  using Timer::Timer;

  void set(MonotonicTime when) {
    deadline_ = when;
    if (when == MonotonicTime::max()) return;
    if (!armed() || when < Timer::when()) start_at(when);
  }
  void clear() noexcept { deadline_ = MonotonicTime::max(); }  // The timer stays armed and finds nothing to do.
  [[nodiscard]] MonotonicTime deadline() const noexcept { return deadline_; }

 protected:
  virtual void on_deadline() = 0;  // As Timer::expire.

 private:
  void expire() final;
  MonotonicTime deadline_ = MonotonicTime::max();
};

}  // namespace saki
