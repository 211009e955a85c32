// SPDX-License-Identifier: Apache-2.0
//
// Crash reports: one file for each service process that did not end in order, the newest ones kept.
//
//   crash/2026-11-21T05-01-02Z-4711.txt
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/base/result.h"

namespace saki {

// Writes the report into `folder`, made where it is missing, readable by its owner alone, and removes the oldest until `most` are left.
// Returns the path. Errors: System.
[[nodiscard]] Result<std::string> write_crash_report(const std::string& folder, std::string_view text, WallTime time, pid_t process,
                                                     std::uint64_t most);

}  // namespace saki
