// SPDX-License-Identifier: Apache-2.0
#include "saki/latency.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(Latency, WhatTakesExactlyABoundIsInsideIt) {
  Latency latency;
  latency.record(Latency::bound(3));
  latency.record(Latency::bound(3) + 1ns);
  EXPECT_EQ(latency.count(3), 1U);
  EXPECT_EQ(latency.count(4), 1U);
  EXPECT_EQ(latency.count(), 2U);
}

TEST(Latency, NothingIsTooShortOrTooLong) {
  Latency latency;
  latency.record(-5s);
  latency.record(0ns);
  latency.record(24h);
  EXPECT_EQ(latency.count(0), 2U);
  EXPECT_EQ(latency.count(Latency::kBuckets - 1), 1U);
  EXPECT_EQ(latency.sum(), 24h);
}

TEST(Latency, ItsBoundsReachFromAMicrosecondToHalfAMinute) {
  EXPECT_EQ(Latency::bound(0), 1024ns);
  EXPECT_GT(Latency::bound(Latency::kBuckets - 2), 30s);
}

}  // namespace
}  // namespace saki
