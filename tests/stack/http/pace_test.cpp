// SPDX-License-Identifier: Apache-2.0
#include "http/pace.h"

#include <gtest/gtest.h>

namespace saki::http {
namespace {

using namespace std::chrono_literals;

constexpr MonotonicTime kNow{1h};

TEST(Pace, WaitingSpendsAndMovingEarns) {
  Pace pace;
  pace.begin(100, 10s);
  EXPECT_EQ(pace.deadline(kNow), kNow + 10s);
  pace.note(4s, 0);
  EXPECT_EQ(pace.deadline(kNow), kNow + 6s);
  pace.note(1s, 250);
  EXPECT_EQ(pace.deadline(kNow), kNow + 7s + 500ms);
  EXPECT_FALSE(pace.exhausted());
  pace.note(7s + 500ms, 0);
  EXPECT_TRUE(pace.exhausted());
}

TEST(Pace, AtTheLeastRateItLastsForEver) {
  Pace pace;
  pace.begin(100, 10s);
  for (int i = 0; i < 1000; ++i) pace.note(9s, 900);
  EXPECT_FALSE(pace.exhausted());
}

TEST(Pace, SpeedBuysNoIdlingLater) {
  Pace pace;
  pace.begin(1, 10s);
  pace.note(0s, UINT64_MAX);
  EXPECT_EQ(pace.deadline(kNow), kNow + 10s);
}

TEST(Pace, WithoutARateOrAGraceThereIsNoBound) {
  Pace pace;
  for (const auto& [rate, grace] : {std::pair<std::uint64_t, Duration>{0, 10s}, {100, 0s}}) {
    pace.begin(rate, grace);
    pace.note(100h, 0);
    EXPECT_EQ(pace.deadline(kNow), MonotonicTime::max());
    EXPECT_FALSE(pace.exhausted());
  }
}

}  // namespace
}  // namespace saki::http
