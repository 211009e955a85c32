// SPDX-License-Identifier: Apache-2.0
//
// Processor time, as the kernel accounts for it: of other processes, and of this thread.
#pragma once

#include <chrono>
#include <span>

namespace load {

// User and system time of all threads, of all these processes, to the nanosecond: the processes' own clocks (clock_getcpuclockid),
// which /proc/PID/stat shows in hundredths of a second. A process that has ended counts nothing.
[[nodiscard]] std::chrono::nanoseconds processor_time(std::span<const int> processes) noexcept;

[[nodiscard]] std::chrono::nanoseconds own_processor_time() noexcept;  // Of the calling thread.

}  // namespace load
