// SPDX-License-Identifier: Apache-2.0
#include "saki/time_ahead.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(TimeAhead, HoursAndDaysAreCountedFromAnInstant) {
  const Timestamp at = Timestamp::parse("2026-12-31T23:30:00Z").value();
  EXPECT_EQ(next_hours(2, at).text(), "2027-01-01T01:30:00.000000Z");
  EXPECT_EQ(next_hours(-1, at).text(), "2026-12-31T22:30:00.000000Z");
  EXPECT_EQ(tomorrow(at).text(), "2027-01-01T23:30:00.000000Z");
  EXPECT_EQ(day_of(at).text(), "2026-12-31T00:00:00.000000Z");
  EXPECT_EQ(day_of(Timestamp::parse("1969-12-31T00:00:01Z").value()).text(), "1969-12-31T00:00:00.000000Z");
  EXPECT_EQ(tomorrow(Timestamp::parse("9999-12-31T23:00:00Z").value()).text(), "9999-12-31T23:59:59.999999Z");
}

TEST(TimeAhead, IsFromNowUnlessToldOtherwise) {
  const Timestamp before = Timestamp::now();
  const Timestamp ahead = next_hours(1);
  EXPECT_GE(ahead - before, std::chrono::hours{1});
  EXPECT_GE(tomorrow() - ahead, std::chrono::hours{23});
}

}  // namespace
}  // namespace saki
