// SPDX-License-Identifier: Apache-2.0
#include "saki/timestamp.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(Timestamp, IsAnsweredInUtcWithMicroseconds) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"2026-11-20T12:00:00Z", "2026-11-20T12:00:00.000000Z"},         {"2026-11-20t12:00:00z", "2026-11-20T12:00:00.000000Z"},
      {"1985-04-12T23:20:50.52Z", "1985-04-12T23:20:50.520000Z"},      {"1996-12-19T16:39:57-08:00", "1996-12-20T00:39:57.000000Z"},
      {"1937-01-01T12:00:27.87+00:20", "1937-01-01T11:40:27.870000Z"}, {"2026-01-01T00:00:00.123456789Z", "2026-01-01T00:00:00.123456Z"},
      {"2026-01-01T00:00:00-00:00", "2026-01-01T00:00:00.000000Z"},    {"0000-01-01T00:00:00Z", "0000-01-01T00:00:00.000000Z"},
      {"9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"},  {"2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"},
  };
  for (const auto& [text, answer] : cases) {
    ASSERT_TRUE(Timestamp::parse(text)) << text;
    EXPECT_EQ(Timestamp::parse(text)->text(), answer);
  }
}

TEST(Timestamp, ALeapSecondIsTheMidnightThatFollows) {
  for (const char* text : {"1990-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00", "1990-12-31T23:59:60.5Z"}) {
    ASSERT_TRUE(Timestamp::parse(text)) << text;
    EXPECT_EQ(Timestamp::parse(text)->text(), "1991-01-01T00:00:00.000000Z");
  }
}

TEST(Timestamp, WhatIsNoInstantIsRefused) {
  for (const char* text : {"",
                           "2026-11-20",
                           "2026-11-20 12:00:00Z",
                           "2026-11-20T12:00:00",
                           "2026-11-20T12:00Z",
                           "2026-11-20T24:00:00Z",
                           "2026-11-20T12:60:00Z",
                           "2026-11-20T12:00:61Z",
                           "2026-11-20T12:00:60Z",
                           "1990-12-30T23:59:60Z",
                           "1990-12-31T23:59:60-08:00",
                           "2026-02-29T00:00:00Z",
                           "2026-00-01T00:00:00Z",
                           "2026-13-01T00:00:00Z",
                           "2026-11-00T00:00:00Z",
                           "2026-11-31T00:00:00Z",
                           "2026-11-20T12:00:00.Z",
                           "2026-11-20T12:00:00,5Z",
                           "2026-11-20T12:00:00+24:00",
                           "2026-11-20T12:00:00+01:60",
                           "2026-11-20T12:00:00+0100",
                           "2026-11-20T12:00:00+01",
                           "2026-11-20T12:00:00ZZ",
                           "+2026-11-20T12:00:00Z",
                           "0000-01-01T00:00:00+00:01",
                           "9999-12-31T23:59:59-00:01",
                           "9999-12-31T23:59:60Z"}) {
    EXPECT_FALSE(Timestamp::parse(text)) << text;
  }
}

TEST(Timestamp, AnyInstantOfTheYearsZeroTo9999ComesBack) {
  std::mt19937_64 random(11);
  const std::int64_t first = Timestamp::parse("0000-01-01T00:00:00Z")->time().time_since_epoch().count();
  const std::int64_t last = Timestamp::parse("9999-12-31T23:59:59.999999Z")->time().time_since_epoch().count();
  std::uniform_int_distribution<std::int64_t> any(first, last);
  for (int i = 0; i < 20'000; ++i) {
    const Timestamp at{WallTime{std::chrono::microseconds{any(random)}}};
    ASSERT_EQ(Timestamp::parse(at.text()).value(), at) << at.text();
  }
}

TEST(Timestamp, IsHeldWithinTheYearsThatTextCanName) {
  EXPECT_EQ(Timestamp(WallTime::max()).text(), "9999-12-31T23:59:59.999999Z");
  EXPECT_EQ(Timestamp(WallTime::min()).text(), "0000-01-01T00:00:00.000000Z");
  EXPECT_EQ(Timestamp() + 1500ms - Timestamp(), 1500ms);
}

}  // namespace
}  // namespace saki
