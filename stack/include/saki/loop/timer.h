// SPDX-License-Identifier: Apache-2.0
//
// Timer: one call at one instant of a loop's time. Arming and disarming cost O(log n), being armed costs no system call.
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

}  // namespace saki
