// SPDX-License-Identifier: Apache-2.0
#include "process/restart_policy.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

class RestartPolicyTest : public testing::Test {
 protected:
  std::optional<Duration> next() { return policy_.next_pause(clock_.monotonic(), settings_); }

  SupervisorSettings settings_{.restart_limit = 6, .restart_window = 60s, .backoff = 50ms, .backoff_limit = 300ms};
  ManualClock clock_;
  RestartPolicy policy_;
};

TEST_F(RestartPolicyTest, TheFirstRestartComesAtOnceThenPausesDoubleUpToTheirLimit) {
  EXPECT_EQ(next(), 0ns);
  for (const Duration pause : {50ms, 100ms, 200ms, 300ms, 300ms}) EXPECT_EQ(next(), pause);
}

TEST_F(RestartPolicyTest, PastTheLimitThereIsNoneUntilTheWindowHasMovedOn) {
  for (int i = 0; i < 6; ++i) {
    EXPECT_TRUE(next());
    clock_.advance(1s);
  }
  EXPECT_EQ(next(), std::nullopt);
  clock_.advance(54s - 1ns);
  EXPECT_EQ(next(), std::nullopt) << "the first of them is a nanosecond too young to be forgotten";
  clock_.advance(1ns);
  EXPECT_EQ(next(), 300ms) << "five are left in the window";
}

TEST_F(RestartPolicyTest, ARefusedRestartDoesNotCount) {
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(next());
  for (int i = 0; i < 100; ++i) EXPECT_EQ(next(), std::nullopt);
  clock_.advance(60s);
  EXPECT_EQ(next(), 0ns);
}

TEST_F(RestartPolicyTest, ACrashNowAndThenIsAlwaysFollowedAtOnce) {
  for (int i = 0; i < 1000; ++i) {
    EXPECT_EQ(next(), 0ns);
    clock_.advance(60s);
  }
}

TEST_F(RestartPolicyTest, ALimitOfZeroAllowsNone) {
  settings_.restart_limit = 0;
  EXPECT_EQ(next(), std::nullopt);
}

TEST_F(RestartPolicyTest, ThePauseNeverOverflows) {
  settings_ = {.restart_limit = 1000, .restart_window = 24h, .backoff = 24h, .backoff_limit = 24h};
  EXPECT_EQ(next(), 0ns);
  for (int i = 1; i < 1000; ++i) EXPECT_EQ(next(), 24h);
}

}  // namespace
}  // namespace saki
