// SPDX-License-Identifier: Apache-2.0
#include "saki/cron.h"

#include <gtest/gtest.h>

#include "saki/timestamp.h"

namespace saki {
namespace {

// The next minutes after `from`, as many as are named.
std::vector<std::string> next(std::string_view expression, std::string_view from, std::size_t count) {
  const auto cron = Cron::parse(expression);
  if (!cron) return {cron.error()};
  std::vector<std::string> found;
  WallTime time = Timestamp::parse(from)->time();
  while (found.size() < count) {
    const auto due = cron->next_after(time);
    if (!due) break;
    found.push_back(Timestamp(*due).text().substr(0, 16));
    time = *due;
  }
  return found;
}

using Times = std::vector<std::string>;

TEST(Cron, EachFieldNarrowsTheMinutes) {
  EXPECT_EQ(next("* * * * *", "2026-11-20T12:00:30Z", 2), (Times{"2026-11-20T12:01", "2026-11-20T12:02"}));
  EXPECT_EQ(next("30 3 * * *", "2026-11-20T03:30:00Z", 2), (Times{"2026-11-21T03:30", "2026-11-22T03:30"}));
  EXPECT_EQ(next("0 0 1 1 *", "2026-11-20T12:00:00Z", 2), (Times{"2027-01-01T00:00", "2028-01-01T00:00"}));
}

TEST(Cron, StepsRangesListsAndNames) {
  EXPECT_EQ(next("*/20 9-10 * * *", "2026-11-20T09:30:00Z", 4),
            (Times{"2026-11-20T09:40", "2026-11-20T10:00", "2026-11-20T10:20", "2026-11-20T10:40"}));
  EXPECT_EQ(next("5/25 8,20 * * *", "2026-11-20T08:00:00Z", 4),
            (Times{"2026-11-20T08:05", "2026-11-20T08:30", "2026-11-20T08:55", "2026-11-20T20:05"}));
  EXPECT_EQ(next("0 12 * FEB mon-Fri", "2026-11-20T00:00:00Z", 2), (Times{"2027-02-01T12:00", "2027-02-02T12:00"}));
  EXPECT_EQ(next("0 12 * * 7", "2026-11-20T00:00:00Z", 1), (Times{"2026-11-22T12:00"}));
  EXPECT_EQ(next("0 12 * * fri-7", "2026-11-20T00:00:00Z", 4),
            (Times{"2026-11-20T12:00", "2026-11-21T12:00", "2026-11-22T12:00", "2026-11-27T12:00"}));
}

TEST(Cron, WhenBothDaysAreRestrictedEitherMayMatch) {
  EXPECT_EQ(next("0 0 13 * fri", "2026-11-10T00:00:00Z", 3), (Times{"2026-11-13T00:00", "2026-11-20T00:00", "2026-11-27T00:00"}));
  EXPECT_EQ(next("0 0 13 * */2", "2026-11-10T00:00:00Z", 1), (Times{"2026-12-13T00:00"}));
}

TEST(Cron, ALeapDayIsWaitedFor) {
  EXPECT_EQ(next("0 0 29 feb *", "2026-11-20T00:00:00Z", 2), (Times{"2028-02-29T00:00", "2032-02-29T00:00"}));
}

TEST(Cron, TheHourAfterTheLastMinuteIsTheNextDays) {
  EXPECT_EQ(next("10 23 * * *", "2026-12-31T23:10:00Z", 1), (Times{"2027-01-01T23:10"}));
  EXPECT_EQ(next("0 * * * *", "2026-12-31T23:00:01Z", 1), (Times{"2027-01-01T00:00"}));
}

TEST(Cron, WhatIsWrongIsSaid) {
  const auto error = [](std::string_view text) { return Cron::parse(text).error(); };
  EXPECT_EQ(error("* * * *"), "a cron expression has five fields: minute hour day-of-month month day-of-week");
  EXPECT_EQ(error("* * * * * *"), "a cron expression has five fields: minute hour day-of-month month day-of-week");
  EXPECT_EQ(error("60 * * * *"), "the minute 60 is out of range 0 to 59");
  EXPECT_EQ(error("* 5-2 * * *"), "the range 5-2 runs backwards");
  EXPECT_EQ(error("*/0 * * * *"), "the step '0' of the minute is no number from 1 to 59");
  EXPECT_EQ(error("* * * * someday"), "'someday' is no day of week");
  EXPECT_EQ(error("1, * * * *"), "'' is no minute");
  EXPECT_EQ(error("0 0 30 2 *"), "no day ever matches this expression");
  EXPECT_EQ(error("99999999999999999999 * * * *"), "'99999999999999999999' is no minute");
}

}  // namespace
}  // namespace saki
