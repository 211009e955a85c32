// SPDX-License-Identifier: Apache-2.0
#include "text/calendar.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace saki {
namespace {

using namespace std::chrono_literals;
using std::chrono::microseconds;

std::string duration_text(microseconds duration) {
  std::string text;
  append_microseconds(text, duration);
  return text;
}

TEST(Date, EveryDayOfFourCenturiesComesBack) {
  for (std::chrono::sys_days day = std::chrono::year{1800} / 1 / 1; day < std::chrono::year{2200} / 1 / 1; day += std::chrono::days{1}) {
    std::string text;
    append_date(text, day);
    ASSERT_EQ(text.size(), 10U);
    ASSERT_EQ(parse_date(text).value(), std::chrono::year_month_day{day}) << text;
  }
}

TEST(Date, WhatIsNoDayIsRefused) {
  for (const char* text : {"", "2026-02-29", "2026-13-01", "2026-1-01", "2026-01-1", "2026/01/01", "2026-01-01T", "26-01-01", "12026-01-01",
                           " 2026-01-01", "1900-02-29"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
  EXPECT_TRUE(parse_date("2000-02-29"));
}

TEST(Duration, IsReadFromLargeUnitsToSmall) {
  const std::vector<std::pair<std::string, microseconds>> cases = {{"1h30m", 90min},
                                                                   {"0s", 0s},
                                                                   {"1d", 24h},
                                                                   {"500ms", 500ms},
                                                                   {"2h5us", 2h + 5us},
                                                                   {"90m", 90min},
                                                                   {"1d2h3m4s5ms6us", 26h + 3min + 4s + 5ms + 6us}};
  for (const auto& [text, value] : cases) {
    ASSERT_TRUE(parse_microseconds(text)) << text;
    EXPECT_EQ(*parse_microseconds(text), value);
  }
}

TEST(Duration, IsWrittenInItsLargestUnits) {
  EXPECT_EQ(duration_text(90min), "1h30m");
  EXPECT_EQ(duration_text(0s), "0s");
  EXPECT_EQ(duration_text(36h), "1d12h");
  EXPECT_EQ(duration_text(-1500ms), "-1s500ms");
  EXPECT_EQ(duration_text(microseconds::min()), "-106751991d4h54s775ms808us");
}

TEST(Duration, OtherTextsAreRefused) {
  for (const char* text : {"", "1", "h", "1.5h", "-1h", "1h 30m", "30m1h", "1h1h", "1H", "1w", "1hm", "9223372036854775808us", "106751992d",
                           "1000000000000h"}) {
    EXPECT_FALSE(parse_microseconds(text)) << text;
  }
  EXPECT_EQ(parse_microseconds("106751992d").error(), Error::Exhausted);
}

TEST(Duration, AnyLengthComesBack) {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<std::int64_t> any(0, std::numeric_limits<std::int64_t>::max());
  for (int i = 0; i < 5000; ++i) {
    const microseconds value{any(random) >> (random() % 60)};
    ASSERT_EQ(parse_microseconds(duration_text(value)).value(), value) << duration_text(value);
  }
}

}  // namespace
}  // namespace saki
