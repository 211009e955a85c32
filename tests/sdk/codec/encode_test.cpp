// SPDX-License-Identifier: Apache-2.0
#include "saki/encode.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

TEST(Encode, WritesEveryKindOfValue) {
  EXPECT_EQ(encode(true, JsonForm::Answer), "true");
  EXPECT_EQ(encode(std::int32_t{-5}, JsonForm::Answer), "-5");
  EXPECT_EQ(encode(std::uint64_t{18446744073709551615u}, JsonForm::Answer), "18446744073709551615");
  EXPECT_EQ(encode(2.5, JsonForm::Answer), "2.5");
  EXPECT_EQ(encode(std::string("a\"b"), JsonForm::Answer), R"("a\"b")");
  EXPECT_EQ(encode(Timestamp(), JsonForm::Answer), R"("1970-01-01T00:00:00.000000Z")");
  EXPECT_EQ(encode(std::chrono::year(2026) / 11 / 20, JsonForm::Answer), R"("2026-11-20")");
  EXPECT_EQ(encode(std::chrono::microseconds(5'400'000'000), JsonForm::Answer), R"("1h30m")");
  EXPECT_EQ(encode(Bytes("\x01\x02"), JsonForm::Answer), R"("AQI=")");
  EXPECT_EQ(encode(Uuid(), JsonForm::Answer), R"("00000000-0000-0000-0000-000000000000")");
}

TEST(Encode, ListsAndMapsNest) {
  const std::map<std::string, std::vector<std::int64_t>> value{{"a", {1, 2}}, {"b", {}}};
  EXPECT_EQ(encode(value, JsonForm::Answer), R"({"a":[1,2],"b":[]})");
  EXPECT_EQ(encode(std::vector<bool>{true, false}, JsonForm::Answer), "[true,false]");
}

TEST(Encode, MembersThatAreAbsentAreLeftOut) {
  std::string text;
  JsonWriter out(text);
  out.begin_object();
  write_member<"a">(out, std::optional<std::int64_t>(), JsonForm::Answer);
  write_member<"b">(out, std::optional<std::int64_t>(2), JsonForm::Answer);
  write_member<"c">(out, Box<std::int64_t>(3), JsonForm::Answer);
  write_member<"d">(out, Box<std::int64_t>(), JsonForm::Answer);
  out.end_object();
  EXPECT_EQ(text, R"({"b":2,"c":3})");
}

}  // namespace
}  // namespace saki
