// SPDX-License-Identifier: Apache-2.0
//
// Alarm: a timerfd(2) that ends a loop's long waits. Arming the kernel's timer with each wait costs about as much as a system call more;
// the ends of long waits are deadlines, which move away with every request and hardly ever come. So an alarm that was set for an earlier
// end stays: it rings once for nothing and is then set anew.
#pragma once

#include "saki/base/clock.h"
#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki {

class Alarm {  // Affinity: loop.
 public:
  // Errors: System from timerfd_create(2).
  [[nodiscard]] static Result<Alarm> open() noexcept;

  // Becomes readable at `end`, or before. To be watched edge-triggered: it is never read.
  void ring_by(MonotonicTime end) noexcept;
  void rang() noexcept { set_ = MonotonicTime::max(); }  // To be told.

  [[nodiscard]] int descriptor() const noexcept { return timer_.get(); }

 private:
  explicit Alarm(FileDescriptor timer) noexcept : timer_(std::move(timer)) {}

  FileDescriptor timer_;
  MonotonicTime set_ = MonotonicTime::max();  // When it will ring; max(): it is not set.
};

}  // namespace saki
