// SPDX-License-Identifier: Apache-2.0
#include "processor_time.h"

#include <ctime>

namespace load {

std::chrono::nanoseconds processor_time(std::span<const int> processes) noexcept {
  std::chrono::nanoseconds sum{};
  for (const int process : processes) {
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(process, &clock) != 0 || ::clock_gettime(clock, &time) != 0) continue;
    sum += std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
  }
  return sum;
}

}  // namespace load
