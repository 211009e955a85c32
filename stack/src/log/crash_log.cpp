// SPDX-License-Identifier: Apache-2.0
#include "saki/log/crash_log.h"

#include <atomic>

namespace saki {
namespace {

// A failed check has no object to ask, hence the two variables of the process.
std::atomic<Log*> crash_log{nullptr};
std::atomic<CheckReporter> next_reporter{nullptr};

// Standard error first, whatever becomes of the rest; the log once only, should its own code fail a check.
void report(const char* file, int line, const char* condition, const char* message) noexcept {
  if (const CheckReporter next = next_reporter.load()) next(file, line, condition, message);
  Log* log = crash_log.exchange(nullptr);
  if (log == nullptr) return;
  log->root().error("check failed", {{"condition", condition}, {"text", message}, {"file", file}, {"line", line}});
  log->flush_before_abort(std::chrono::seconds(1));
}

}  // namespace

CrashLog::CrashLog(Log& log) noexcept {
  SAKI_CHECK(crash_log.exchange(&log) == nullptr, "one CrashLog at a time");
  next_reporter.store(set_check_reporter(report));
}

CrashLog::~CrashLog() {
  set_check_reporter(next_reporter.load());
  crash_log.store(nullptr);
}

}  // namespace saki
