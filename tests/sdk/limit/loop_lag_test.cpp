// SPDX-License-Identifier: Apache-2.0
#include "limit/loop_lag.h"

#include "task_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

using LoopLagTest = TaskFixture;

TEST_F(LoopLagTest, IsNothingOnALoopThatComesInTime) {
  LoopLag lag(*loop_);
  EXPECT_EQ(lag.ask(), 0ms);
  pass(5ms);
  EXPECT_EQ(lag.ask(), 0ms);
}

TEST_F(LoopLagTest, IsHowLateATimerIs) {
  LoopLag lag(*loop_);
  EXPECT_EQ(lag.ask(), 0ms);
  pass(35ms);  // A handler kept the loop.
  EXPECT_EQ(lag.ask(), 30ms);
}

TEST_F(LoopLagTest, IsKnownBeforeTheLateTimerIsServed) {
  LoopLag lag(*loop_);
  EXPECT_EQ(lag.ask(), 0ms);
  clock_.advance(45ms);
  EXPECT_EQ(lag.ask(), 40ms);
}

TEST_F(LoopLagTest, NobodyAsksAndTheTimerRests) {
  LoopLag lag(*loop_);
  EXPECT_EQ(lag.ask(), 0ms);
  EXPECT_EQ(loop_->timer_count(), 1U);
  pass(55ms);
  pass(5ms);
  EXPECT_EQ(loop_->timer_count(), 0U);
  pass(1h);
  EXPECT_EQ(lag.ask(), 0ms);
}

}  // namespace
}  // namespace saki
