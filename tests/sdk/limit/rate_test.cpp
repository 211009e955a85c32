// SPDX-License-Identifier: Apache-2.0
#include "saki/rate.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(Rate, WithoutABurstItIsTheCount) {
  const Rate rate(100, 1min);
  EXPECT_EQ(rate.burst(), 100U);
  EXPECT_EQ(rate.period(), 600ms);
  EXPECT_EQ(rate.window(), 1min);
}

TEST(Rate, APeriodIsRoundedUpSoThatNeverMorePass) { EXPECT_EQ(Rate(3, 1s).period(), 333'333'334ns); }

TEST(Rate, WhatItHoldsHasBounds) {
  EXPECT_FALSE(Rate::fits(0, 1s));
  EXPECT_FALSE(Rate::fits(1'000'001, 1s));
  EXPECT_FALSE(Rate::fits(1, 0s));
  EXPECT_FALSE(Rate::fits(1, -1s));
  EXPECT_FALSE(Rate::fits(1, Rate::kLongestSpan + 1s));
  EXPECT_FALSE(Rate::fits(1, 1s, 1'000'001));
  EXPECT_TRUE(Rate::fits(1, 1s));
  EXPECT_TRUE(Rate::fits(1'000'000, Rate::kLongestSpan, 1'000'000));
}

TEST(Rate, ABurstMustRefillWithinAYear) {
  EXPECT_TRUE(Rate::fits(1, 24h, 366));
  EXPECT_FALSE(Rate::fits(1, 24h, 367));
  EXPECT_FALSE(Rate::fits(1, Rate::kLongestSpan, 1'000'000));
}

TEST(RateDeathTest, OneOutsideItsBoundsIsAProgrammingError) { EXPECT_DEATH(Rate(0, 1s), "fits"); }

}  // namespace
}  // namespace saki
