// SPDX-License-Identifier: Apache-2.0
#include "saki/text_value.h"

#include <gtest/gtest.h>

#include <limits>
#include <optional>
#include <string>

namespace saki {
namespace {

template <class T>
std::optional<T> parsed(std::string_view text) {
  T value{};
  if (!parse_text(text, value)) return std::nullopt;
  return value;
}

template <class T>
std::string written(const T& value) {
  std::string text;
  append_text(text, value);
  return text;
}

TEST(TextValue, IntegersAreReadToTheirVeryEnds) {
  EXPECT_EQ(parsed<std::int32_t>("-2147483648"), std::numeric_limits<std::int32_t>::min());
  EXPECT_EQ(parsed<std::int32_t>("2147483648"), std::nullopt);
  EXPECT_EQ(parsed<std::int64_t>("9223372036854775807"), std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(parsed<std::int64_t>("-9223372036854775809"), std::nullopt);
  EXPECT_EQ(parsed<std::uint32_t>("4294967295"), 4294967295U);
  EXPECT_EQ(parsed<std::uint64_t>("18446744073709551615"), std::numeric_limits<std::uint64_t>::max());
  EXPECT_EQ(parsed<std::uint64_t>("18446744073709551616"), std::nullopt);
}

TEST(TextValue, IntegersHaveOneSpelling) {
  for (const char* text : {"", "+1", " 1", "1 ", "01", "-01", "1.0", "0x1", "1e3", "--1", "-"})
    EXPECT_EQ(parsed<std::int64_t>(text), std::nullopt) << text;
  EXPECT_EQ(parsed<std::uint32_t>("-1"), std::nullopt);
  EXPECT_EQ(parsed<std::int64_t>("0"), 0);
}

TEST(TextValue, DoublesFollowTheGrammarOfJson) {
  EXPECT_EQ(parsed<double>("1.5e3"), 1500.0);
  EXPECT_EQ(parsed<double>("1e-400"), 0.0);
  EXPECT_EQ(parsed<double>("-0.00000000000000000001e-310"), 0.0);
  for (const char* text : {"", "1.", ".5", "1e", "nan", "inf", "0x1p3", "1e400", "-1e309", "1,5", "1 "})
    EXPECT_EQ(parsed<double>(text), std::nullopt) << text;
}

TEST(TextValue, TheRestIsReadAsInJsonStrings) {
  EXPECT_EQ(parsed<bool>("true"), true);
  EXPECT_EQ(parsed<bool>("1"), std::nullopt);
  EXPECT_EQ(parsed<std::string>("grün"), "grün");
  EXPECT_EQ(parsed<std::string>("\xFF"), std::nullopt);
  EXPECT_EQ(parsed<Bytes>("Zg==")->text(), "f");
  EXPECT_EQ(written(*parsed<Timestamp>("2026-11-20T12:00:00+01:00")), "2026-11-20T11:00:00.000000Z");
  EXPECT_EQ(written(*parsed<std::chrono::year_month_day>("2026-11-20")), "2026-11-20");
  EXPECT_EQ(written(*parsed<std::chrono::microseconds>("90m")), "1h30m");
  EXPECT_EQ(written(*parsed<Uuid>("F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6")), "f81d4fae-7dec-11d0-a765-00a0c91e6bf6");
}

TEST(TextValue, IsWrittenShortest) {
  EXPECT_EQ(written(0.1), "0.1");
  EXPECT_EQ(written(std::int32_t{-7}), "-7");
  EXPECT_EQ(written(std::numeric_limits<std::uint64_t>::max()), "18446744073709551615");
  EXPECT_EQ(written("literal"), "literal");
  EXPECT_EQ(written(false), "false");
}

TEST(TextValue, AFailureLeavesTheTargetAlone) {
  std::int64_t value = 42;
  EXPECT_FALSE(parse_text("x", value));
  EXPECT_EQ(value, 42);
}

}  // namespace
}  // namespace saki
