// SPDX-License-Identifier: Apache-2.0
#include "limit/rate_fields.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(RateFields, APolicyIsAQuotaAndItsWindow) {
  EXPECT_EQ(policy_field("\"search\"", Rate(100, 1min)), "\"search\";q=100;w=60");
  EXPECT_EQ(policy_field("\"search\"", Rate(100, 1min, 20)), "\"search\";q=100;w=60");
  EXPECT_EQ(policy_field("\"search\"", Rate(10, 1s, 50)), "\"search\";q=50;w=5");
}

TEST(RateFields, AStateIsWhatIsLeftAndTheSecondsUntilAllIsBack) {
  RateVerdict verdict;
  verdict.remaining = 7;
  verdict.reset = 1'000'000'001ns;
  EXPECT_EQ(state_field("\"search\"", verdict), "\"search\";r=7;t=2");
}

TEST(RateFields, ANameIsAStringOfStructuredFields) {
  EXPECT_EQ(quoted_name("GET /notes"), "\"GET /notes\"");
  EXPECT_EQ(quoted_name("a\"b\\c\r\nd\x80"), "\"a\\\"b\\\\cd\"");
}

}  // namespace
}  // namespace saki
