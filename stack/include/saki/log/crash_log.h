// SPDX-License-Identifier: Apache-2.0
//
// CrashLog: while it lives, a failed check is also logged, and what the rings hold is written before the process aborts.
#pragma once

#include "saki/base/check.h"
#include "saki/log/log.h"

namespace saki {

class CrashLog {  // Affinity: main. One at a time in a process, for a failed check knows no object.
 public:
  explicit CrashLog(Log& log) noexcept;
  CrashLog(const CrashLog&) = delete;
  CrashLog& operator=(const CrashLog&) = delete;
  ~CrashLog();
};

}  // namespace saki
