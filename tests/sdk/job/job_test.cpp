// SPDX-License-Identifier: Apache-2.0
#include "job/job.h"

#include <gtest/gtest.h>

#include <thread>

#include "saki/timestamp.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

void nothing(JobRun&) {}

WallTime at(std::string_view text) { return Timestamp::parse(text)->time(); }

TEST(Job, EveryIsAtWholeMultiplesSince1970) {
  Job hourly("a", nothing, {.every = 1h});
  ASSERT_EQ(hourly.settle(), "");
  EXPECT_EQ(hourly.next_after(at("2026-11-20T12:00:00Z")), at("2026-11-20T13:00:00Z"));
  EXPECT_EQ(hourly.next_after(at("2026-11-20T12:59:59.999999Z")), at("2026-11-20T13:00:00Z"));
  EXPECT_EQ(hourly.next_after(at("1969-12-31T23:30:00Z")), at("1970-01-01T00:00:00Z"));
  EXPECT_EQ(hourly.next_after(at("1969-12-31T23:00:00Z")), at("1970-01-01T00:00:00Z"));
}

TEST(Job, WithoutAClockItIsNeverDue) {
  Job job("a", nothing, {});
  ASSERT_EQ(job.settle(), "");
  EXPECT_EQ(job.next_after(at("2026-11-20T12:00:00Z")), std::nullopt);
}

TEST(Job, MistakesAreSaid) {
  EXPECT_EQ(Job("", nothing, {}).settle(), "a job needs a name");
  EXPECT_EQ(Job("a", nothing, {.every = 1h, .cron = "* * * * *"}).settle(), "'every' and 'cron' are two clocks for one job");
  EXPECT_EQ(Job("a", nothing, {.every = 1us}).settle(), "a job cannot run all the time");
  EXPECT_EQ(Job("a", nothing, {.cron = "soon"}).settle().substr(0, 28), "a cron expression has five f");
  EXPECT_EQ(Job("a", nothing, {.jitter = -1s}).settle(), "a time below zero");
}

TEST(Job, AnInstantIsClaimedOnce) {
  Job job("a", nothing, {.every = 1s});
  std::atomic<int> claims = 0;
  std::vector<std::jthread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int second = 1; second <= 1000; ++second) claims += job.claim(WallTime(second * 1s), WallTime(second * 1s)) ? 1 : 0;
    });
  }
  threads.clear();
  EXPECT_LE(claims, 1000);
  EXPECT_FALSE(job.claim(WallTime(1000s), WallTime(1000s)));
  EXPECT_FALSE(job.claim(WallTime(1s), WallTime(1s)));  // The clock was set back.
  EXPECT_TRUE(job.claim(WallTime(1001s), WallTime(1001s)));
}

TEST(Job, AnInstantFarAheadWasClaimedByAWrongClock) {
  Job job("a", nothing, {.every = 1h});
  EXPECT_TRUE(job.claim(WallTime(100h), WallTime(100h)));
  EXPECT_FALSE(job.claim(WallTime(80h), WallTime(80h)));
  EXPECT_TRUE(job.claim(WallTime(75h), WallTime(75h)));
  EXPECT_FALSE(job.claim(WallTime(75h), WallTime(75h)));
}

TEST(Job, AnOverlappingRunIsLeftOutQueuedOrAllowed) {
  Job skipping("a", nothing, {.overlap = JobOverlap::Skip});
  EXPECT_TRUE(skipping.begin_run());
  EXPECT_FALSE(skipping.begin_run());
  EXPECT_FALSE(skipping.end_run());
  EXPECT_TRUE(skipping.begin_run());

  Job queueing("b", nothing, {.overlap = JobOverlap::Queue});
  EXPECT_TRUE(queueing.begin_run());
  EXPECT_FALSE(queueing.begin_run());
  EXPECT_FALSE(queueing.begin_run());  // One waits at most.
  EXPECT_TRUE(queueing.end_run());
  EXPECT_FALSE(queueing.end_run());

  Job allowing("c", nothing, {.overlap = JobOverlap::Allow});
  EXPECT_TRUE(allowing.begin_run());
  EXPECT_TRUE(allowing.begin_run());
}

}  // namespace
}  // namespace saki
