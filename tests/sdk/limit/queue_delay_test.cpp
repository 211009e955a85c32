// SPDX-License-Identifier: Apache-2.0
#include "limit/queue_delay.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr MonotonicTime kStart{1h};

class QueueDelayTest : public testing::Test {
 protected:
  // Whether any of the requests is shed that come each 10 ms from `from` to `to` and have waited for `delay`.
  bool any_shed(Duration from, Duration to, Duration delay) {
    bool shed = false;
    for (Duration at = from; at < to; at += 10ms) shed |= queue_.sheds(delay, kStart + at);
    return shed;
  }

  QueueDelay queue_{20ms, 100ms};
};

TEST_F(QueueDelayTest, ABurstIsServedHoweverLongItWaits) {
  EXPECT_FALSE(any_shed(0ms, 90ms, 500ms));
  EXPECT_FALSE(queue_.sheds(5ms, kStart + 95ms));
  EXPECT_FALSE(any_shed(100ms, 190ms, 500ms));
}

TEST_F(QueueDelayTest, AQueueThatStandsForAnIntervalSheds) {
  EXPECT_FALSE(any_shed(0ms, 100ms, 50ms));
  EXPECT_TRUE(queue_.sheds(50ms, kStart + 100ms));
  EXPECT_TRUE(queue_.sheds(50ms, kStart + 150ms));
}

TEST_F(QueueDelayTest, WhoComesThroughInTimeEndsIt) {
  EXPECT_FALSE(any_shed(0ms, 100ms, 50ms));
  EXPECT_TRUE(queue_.sheds(50ms, kStart + 100ms));
  EXPECT_FALSE(queue_.sheds(20ms, kStart + 110ms));
  EXPECT_FALSE(any_shed(120ms, 200ms, 50ms));
}

TEST_F(QueueDelayTest, APauseIsForgotten) {
  EXPECT_FALSE(any_shed(0ms, 100ms, 50ms));
  EXPECT_FALSE(queue_.sheds(50ms, kStart + 300ms));
}

}  // namespace
}  // namespace saki
