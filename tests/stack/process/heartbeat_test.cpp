// SPDX-License-Identifier: Apache-2.0
#include "process/heartbeat.h"

#include <gtest/gtest.h>

#include "saki/loop/loop.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(Heartbeat, BeatsOnceInEachPeriodOfItsLoopAndNoMoreWhenItIsGone) {
  ManualClock clock;
  const auto loop = *Loop::open({.clock = &clock});
  const LoopBinding binding(*loop);
  HeartbeatTable::Beats beats = 0;
  {
    const Heartbeat heartbeat(*loop, beats, 1s);
    EXPECT_EQ(beats, 1U);
    for (std::uint32_t expected = 2; expected < 10; ++expected) {
      clock.advance(1s);
      loop->run_once(0ns);
      EXPECT_EQ(beats, expected);
    }
    loop->run_once(0ns);
    EXPECT_EQ(beats, 9U);
  }
  EXPECT_EQ(beats, 0U);
}

TEST(Heartbeat, TheCountGoesRoundWithoutLookingLikeOneThatEnded) {
  ManualClock clock;
  const auto loop = *Loop::open({.clock = &clock});
  const LoopBinding binding(*loop);
  HeartbeatTable::Beats beats = 0xFFFFFFFF;
  const Heartbeat heartbeat(*loop, beats, 1s);
  EXPECT_EQ(beats, 1U);
}

}  // namespace
}  // namespace saki
