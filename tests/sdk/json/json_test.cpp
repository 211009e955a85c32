// SPDX-License-Identifier: Apache-2.0
#include "saki/json.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(Json, KeepsIntegersAndTheirSignsApartFromDoubles) {
  const Json value = parse_json(R"([1, -1, 18446744073709551615, 1.0, 36893488147419103232])").value();
  EXPECT_TRUE(value[0].is_number_integer());
  EXPECT_EQ(value[1], -1);
  EXPECT_EQ(value[2].get<std::uint64_t>(), 18446744073709551615U);
  EXPECT_TRUE(value[3].is_number_float());
  EXPECT_EQ(value[4], 36893488147419103232.0);
}

TEST(Json, RefusesWhatTheReaderRefuses) {
  for (const char* text : {"", "{", "[1,]", "1 2", "1e999", "\"\\ud800\""}) EXPECT_FALSE(parse_json(text)) << text;
}

TEST(Json, TextThatIsNotUtf8DoesNotThrowWhenWritten) { EXPECT_EQ(to_text(Json("a\xFF")), "\"a\xEF\xBF\xBD\""); }

TEST(Json, TheLastOfEqualNamesWins) { EXPECT_EQ(parse_json(R"({"a":1,"a":[2]})").value(), Json({{"a", {2}}})); }

}  // namespace
}  // namespace saki
