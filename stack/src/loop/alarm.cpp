// SPDX-License-Identifier: Apache-2.0
#include "loop/alarm.h"

#include <sys/timerfd.h>

#include "loop/kernel_time.h"

namespace saki {

Result<Alarm> Alarm::open() noexcept {
  FileDescriptor timer(::timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK));
  if (!timer) return fail(Error::last_system());
  return Alarm(std::move(timer));
}

void Alarm::ring_by(MonotonicTime end) noexcept {
  if (set_ <= end) return;
  const itimerspec once{.it_interval = {}, .it_value = to_timespec(end.time_since_epoch())};
  ::timerfd_settime(timer_.get(), TFD_TIMER_ABSTIME, &once, nullptr);
  set_ = end;
}

}  // namespace saki
