// SPDX-License-Identifier: Apache-2.0
//
// Time as the loops know it. Everything that depends on time takes it as an argument or asks a Clock, so that tests choose it.
#pragma once

#include <chrono>

namespace saki {

using Duration = std::chrono::nanoseconds;
using MonotonicTime = std::chrono::time_point<std::chrono::steady_clock, Duration>;      // Deadlines; never jumps.
using WallTime = std::chrono::time_point<std::chrono::system_clock, std::chrono::microseconds>;  // What people read; may jump.

// A source of time. Affinity: any (implementations must be safe from every thread).
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual MonotonicTime monotonic() const noexcept = 0;
  [[nodiscard]] virtual WallTime wall() const noexcept = 0;

  // The kernel's clocks.
  [[nodiscard]] static const Clock& system() noexcept;
};

// Time that stands still until it is moved. For tests. Affinity: one thread.
class ManualClock final : public Clock {
 public:
  ManualClock() = default;
  [[nodiscard]] MonotonicTime monotonic() const noexcept override { return monotonic_; }
  [[nodiscard]] WallTime wall() const noexcept override { return wall_; }

  void advance(Duration step) noexcept {
    monotonic_ += step;
    wall_ += std::chrono::duration_cast<std::chrono::microseconds>(step);
  }
  void set_wall(WallTime now) noexcept { wall_ = now; }  // A jump, as by an administrator; monotonic time is unaffected.

 private:
  MonotonicTime monotonic_{std::chrono::hours(1)};
  WallTime wall_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
};

}  // namespace saki
