// SPDX-License-Identifier: Apache-2.0
#include "client/retry_rule.h"

#include <gtest/gtest.h>

#include <limits>

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kMost = std::numeric_limits<std::uint32_t>::max();
constexpr WallTime kNow{std::chrono::sys_days{std::chrono::year{2026} / 11 / 21}};

TEST(RetryRule, OnlyWhatMayPassIsAskedAgain) {
  for (const int code : {408, 429, 502, 503, 504}) EXPECT_TRUE(is_passing(static_cast<Status>(code))) << code;
  for (const int code : {200, 301, 400, 401, 404, 409, 500, 501, 505}) EXPECT_FALSE(is_passing(static_cast<Status>(code))) << code;
}

TEST(RetryRule, RetryAfterIsSecondsOrADate) {
  EXPECT_EQ(read_retry_after("0", kNow), 0s);
  EXPECT_EQ(read_retry_after("120", kNow), 120s);
  EXPECT_EQ(read_retry_after("Sat, 21 Nov 2026 00:00:30 GMT", kNow), 30s);
  EXPECT_EQ(read_retry_after("Sat, 21 Nov 2026 00:00:30 GMT", kNow + 400ms), 30s);
  EXPECT_EQ(read_retry_after("Fri, 20 Nov 2026 00:00:30 GMT", kNow), 0s) << "past";
  EXPECT_EQ(read_retry_after("99999999999999999999999999", kNow), 365 * 24h) << "bounded";
}

TEST(RetryRule, OtherTextsOfRetryAfterAreNone) {
  for (const char* text : {"", "-1", "1.5", "soon", "12 s", "Sat, 21 Nov"}) EXPECT_FALSE(read_retry_after(text, kNow)) << text;
}

TEST(RetryRule, WaitsGrowTwofoldUpToTheLongest) {
  RetryOptions options;
  options.first_wait = 100ms;
  options.longest_wait = 1s;
  EXPECT_EQ(backoff(options, 1, kMost), 100ms);
  EXPECT_EQ(backoff(options, 2, kMost), 200ms);
  EXPECT_EQ(backoff(options, 4, kMost), 800ms);
  EXPECT_EQ(backoff(options, 5, kMost), 1s);
  EXPECT_EQ(backoff(options, 4'000'000'000, kMost), 1s);
}

TEST(RetryRule, ChanceSpreadsTheWaitOverItsWholeLength) {
  const RetryOptions options;
  EXPECT_EQ(backoff(options, 1, 0), 0ms);
  EXPECT_NEAR(std::chrono::duration<double>(backoff(options, 1, kMost / 2)).count(), 0.05, 0.001);
}

TEST(RetryRule, AttemptsAreCounted) {
  RetryOptions options;
  options.attempts = 3;
  EXPECT_TRUE(next_attempt(options, {.failed = 1}));
  EXPECT_TRUE(next_attempt(options, {.failed = 2}));
  EXPECT_FALSE(next_attempt(options, {.failed = 3}));
  options.attempts = 1;
  EXPECT_FALSE(next_attempt(options, {.failed = 1}));
}

TEST(RetryRule, WhatMayNotBeRepeatedIsNot) { EXPECT_FALSE(next_attempt(RetryOptions(), {.repeatable = false})); }

TEST(RetryRule, TheServersWishIsALeastWait) {
  const RetryOptions options;
  EXPECT_EQ(next_attempt(options, {.retry_after = 2s, .chance = kMost}), 2s);
  EXPECT_EQ(next_attempt(options, {.retry_after = 0s, .chance = kMost}), 100ms);
}

TEST(RetryRule, AWishBeyondPatienceIsTheAnswer) {
  RetryOptions options;
  options.longest_retry_after = 10s;
  EXPECT_TRUE(next_attempt(options, {.retry_after = 10s}));
  EXPECT_FALSE(next_attempt(options, {.retry_after = 11s}));
}

TEST(RetryRule, NobodyWaitsPastTheEndOfTheWhole) {
  const RetryOptions options;
  EXPECT_FALSE(next_attempt(options, {.left = 100ms, .chance = kMost}));
  EXPECT_TRUE(next_attempt(options, {.left = 101ms, .chance = kMost}));
  EXPECT_FALSE(next_attempt(options, {.retry_after = 5s, .left = 5s}));
  EXPECT_FALSE(next_attempt(options, {.left = 0s}));
}

}  // namespace
}  // namespace saki
