// SPDX-License-Identifier: Apache-2.0
#include "saki/base/clock.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(Clock, TheSystemsNeverRunsBackwards) {
  const MonotonicTime before = Clock::system().monotonic();
  EXPECT_LE(before, Clock::system().monotonic());
  EXPECT_GT(Clock::system().wall(), WallTime(std::chrono::sys_days{std::chrono::year{2020} / 1 / 1}));
}

TEST(ManualClock, MovesBothTimesTogetherAndOnlyWhenTold) {
  ManualClock clock;
  const MonotonicTime monotonic = clock.monotonic();
  const WallTime wall = clock.wall();
  EXPECT_EQ(clock.monotonic(), monotonic);
  clock.advance(1500us);
  EXPECT_EQ(clock.monotonic() - monotonic, 1500us);
  EXPECT_EQ(clock.wall() - wall, 1500us);
}

TEST(ManualClock, AJumpOfTheWallLeavesMonotonicTimeAlone) {
  ManualClock clock;
  const MonotonicTime monotonic = clock.monotonic();
  clock.set_wall(WallTime(1s));
  EXPECT_EQ(clock.wall(), WallTime(1s));
  EXPECT_EQ(clock.monotonic(), monotonic);
}

}  // namespace
}  // namespace saki
