// SPDX-License-Identifier: Apache-2.0
#include "processor_time.h"

#include <ctime>

namespace load {
namespace {

// Zero for a clock that is gone.
std::chrono::nanoseconds read(clockid_t clock) noexcept {
  timespec time{};
  static_cast<void>(::clock_gettime(clock, &time));
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

std::chrono::nanoseconds processor_time(std::span<const int> processes) noexcept {
  std::chrono::nanoseconds sum{};
  for (const int process : processes) {
    clockid_t clock{};
    if (::clock_getcpuclockid(process, &clock) == 0) sum += read(clock);
  }
  return sum;
}

std::chrono::nanoseconds own_processor_time() noexcept { return read(CLOCK_THREAD_CPUTIME_ID); }

}  // namespace load
