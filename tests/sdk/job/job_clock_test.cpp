// SPDX-License-Identifier: Apache-2.0
//
// Jobs by a wall clock that is odd, or jumps.
#include <gtest/gtest.h>

#include "saki/jobs.h"
#include "saki/service.h"
#include "testing/test_worker.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

std::vector<std::string> told;

Task<> note(JobRun& run) {
  told.push_back(run.due().text().substr(0, 16));
  co_return;
}

// The clock begins with 2026, at midnight.
class JobClockTest : public testing::Test {
 protected:
  void start(Duration every) {
    told.clear();
    jobs_.add("job", note, {.every = every});
    worker_ = std::make_unique<TestWorker>(service_.composition(), TestClientOptions{.time = TestTime::Virtual});
  }
  void pass(Duration time) {
    worker_->clock.advance(time);
    for (int turn = 0; turn < 5; ++turn) worker_->turn();
  }
  void set_clock(std::string_view time) { worker_->clock.set_wall(Timestamp::parse(time)->time()); }

  Service service_{"test"};
  Jobs& jobs_ = service_.add_package(std::make_unique<Jobs>());
  std::unique_ptr<TestWorker> worker_;
};

TEST_F(JobClockTest, WhatDividesNoDayIsAtOtherHoursEachDayAndAlwaysAsFarApart) {
  start(7h);
  for (int hour = 0; hour < 36; ++hour) pass(1h);
  EXPECT_EQ(told,
            (std::vector<std::string>{"2026-01-01T07:00", "2026-01-01T14:00", "2026-01-01T21:00", "2026-01-02T04:00", "2026-01-02T11:00"}));
}

TEST_F(JobClockTest, AClockThatIsSetForwardIsNoticedWithinAMinuteAndWhatItSkippedIsOneRun) {
  start(7h);
  set_clock("2026-03-05T13:30:00Z");
  pass(59s);
  pass(1s);
  EXPECT_EQ(told, (std::vector<std::string>{"2026-01-01T07:00"}));
  for (int hour = 0; hour < 7; ++hour) pass(1h);
  EXPECT_EQ(told.size(), 2U);
}

TEST_F(JobClockTest, AClockThatIsSetBackRepeatsNoRun) {
  start(1h);
  pass(1h);
  pass(1h);
  pass(1h);
  EXPECT_EQ(told.size(), 3U);
  set_clock("2026-01-01T00:30:00Z");
  pass(1min);
  for (int hour = 0; hour < 3; ++hour) pass(1h);
  ASSERT_EQ(told.size(), 3U);
  pass(1h);
  EXPECT_EQ(told.back(), "2026-01-01T04:00");
}

TEST_F(JobClockTest, AClockThatWasWrongByYearsStopsNoJob) {
  start(1h);
  set_clock("2036-01-01T00:59:00Z");
  pass(1min);
  ASSERT_EQ(told.size(), 1U);
  pass(1min);
  set_clock("2026-01-01T00:30:00Z");
  pass(1min);
  pass(30min);
  EXPECT_EQ(told.back(), "2026-01-01T01:00");
}

}  // namespace
}  // namespace saki
