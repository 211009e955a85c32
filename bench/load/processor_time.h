// SPDX-License-Identifier: Apache-2.0
//
// The processor time of other processes, as the kernel accounts for it.
#pragma once

#include <chrono>
#include <span>

namespace load {

// User and system time of all threads, of all these processes, to the nanosecond: the processes' own clocks (clock_getcpuclockid),
// which /proc/PID/stat shows in hundredths of a second. A process that has ended counts nothing.
[[nodiscard]] std::chrono::nanoseconds processor_time(std::span<const int> processes) noexcept;

}  // namespace load
