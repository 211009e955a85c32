// SPDX-License-Identifier: Apache-2.0
#include "saki/log/crash_log.h"

#include <gtest/gtest.h>

#include "saki/log/log_thread.h"
#include "saki/log/standard_sink.h"

namespace saki {
namespace {

[[noreturn]] void crash(bool in_worker) {
  Log log;
  log.add_sink(std::make_unique<StandardSink>());
  static_cast<void>(log.start());
  const CrashLog crash_log(log);
  log.root().info("before the crash");
  if (in_worker) {
    std::thread([&log] {
      const LogThread ring(log, "worker 0");
      log.root().info("in a ring");
      SAKI_CHECK(1 + 1 == 3, "arithmetic");
    }).join();
  }
  SAKI_CHECK(1 + 1 == 3, "arithmetic");
  std::abort();
}

using CrashLogDeathTest = testing::Test;

TEST(CrashLogDeathTest, AFailedCheckIsPrintedAtOnceAndLoggedAfterWhatCameBefore) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(crash(false), "before the crash\n(.|\n)*error check failed condition=\"1 \\+ 1 == 3\" text=arithmetic");
  EXPECT_DEATH(crash(false), "crash_log_test.cpp:[0-9]+: check failed: 1 \\+ 1 == 3: arithmetic\n");
}

TEST(CrashLogDeathTest, WhatAWorkersRingHoldsIsWrittenBeforeTheAbort) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(crash(true), "in a ring\n(.|\n)*error check failed");
}

int reports = 0;
void count_report(const char*, int, const char*, const char*) noexcept { ++reports; }

TEST(CrashLog, GivesTheReporterBackWhenItGoes) {
  const CheckReporter before = set_check_reporter(count_report);
  {
    Log log;
    const CrashLog crash_log(log);
  }
  EXPECT_EQ(set_check_reporter(before), count_report);
}

}  // namespace
}  // namespace saki
