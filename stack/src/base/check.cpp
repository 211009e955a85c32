// SPDX-License-Identifier: Apache-2.0
#include "saki/base/check.h"

#include <atomic>
#include <cstdio>
#include <cstdlib>

namespace saki {
namespace {

void report_to_stderr(const char* file, int line, const char* condition, const char* message) noexcept {
  std::fprintf(stderr, "%s:%d: check failed: %s: %s\n", file, line, condition, message);
}

std::atomic<CheckReporter> reporter{report_to_stderr};

}  // namespace

CheckReporter set_check_reporter(CheckReporter replacement) noexcept { return reporter.exchange(replacement); }

void check_failed(const char* file, int line, const char* condition, const char* message) noexcept {
  reporter.load()(file, line, condition, message);
  std::abort();
}

}  // namespace saki
