// SPDX-License-Identifier: Apache-2.0
#include "saki/sql_value.h"

#include <gtest/gtest.h>

#include <limits>
#include <map>
#include <vector>

#include "saki/database_error.h"

namespace shop {

enum class Size { Small, Large };
void append_text(std::string& text, Size size) { text += size == Size::Small ? "small" : "large"; }

struct Point {
  int x = 0;
};
void write_json(saki::JsonWriter& writer, const Point& point) {
  writer.begin_object();
  writer.name("x");
  writer.integer(point.x);
  writer.end_object();
}

class Money {
 public:
  explicit Money(std::int64_t cents) : cents_(cents) {}
  friend saki::SqlValue to_sql(const Money& money) { return money.cents_; }

 private:
  std::int64_t cents_;
};

}  // namespace shop

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(SqlValue, NothingIsNull) {
  EXPECT_EQ(SqlValue().kind(), SqlKind::Null);
  EXPECT_EQ(SqlValue(nullptr), SqlValue());
  EXPECT_EQ(SqlValue(std::nullopt), SqlValue());
  EXPECT_EQ(SqlValue(std::optional<std::string>()), SqlValue());
}

TEST(SqlValue, ABoolIsZeroOrOne) {
  EXPECT_EQ(SqlValue(true).integer(), 1);
  EXPECT_EQ(SqlValue(false).integer(), 0);
}

TEST(SqlValue, IntegersOfEverySizeKeepTheirValue) {
  EXPECT_EQ(SqlValue(std::int8_t{-1}).integer(), -1);
  EXPECT_EQ(SqlValue(std::uint32_t{4'000'000'000}).integer(), 4'000'000'000);
  EXPECT_EQ(SqlValue(std::numeric_limits<std::int64_t>::min()).integer(), std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(SqlValue(std::uint64_t{9'223'372'036'854'775'807U}).integer(), std::numeric_limits<std::int64_t>::max());
}

TEST(SqlValue, AnIntegerBeyondSixtyFourBitsWithASignIsOfAKindOfItsOwn) {
  const SqlValue value(std::uint64_t{9'223'372'036'854'775'808U});
  EXPECT_EQ(value.kind(), SqlKind::Unsigned);
  EXPECT_EQ(value.unsigned_integer(), 9'223'372'036'854'775'808U);
}

TEST(SqlValue, TextOfAnyKindIsTextAndNeverABool) {
  EXPECT_EQ(SqlValue("literal").text(), "literal");
  EXPECT_EQ(SqlValue(std::string("string")).text(), "string");
  EXPECT_EQ(SqlValue(std::string_view("with\0nul", 8)).text().size(), 8U);
  static_assert(!std::is_constructible_v<SqlValue, char>);
  static_assert(!std::is_constructible_v<SqlValue, int*>);
}

TEST(SqlValue, TimesAndNamesAreTheirText) {
  using std::chrono::year_month_day;
  EXPECT_EQ(SqlValue(Timestamp(WallTime(1us))).text(), "1970-01-01T00:00:00.000001Z");
  EXPECT_EQ(SqlValue(year_month_day(2026y / 11 / 20)).text(), "2026-11-20");
  EXPECT_EQ(SqlValue(90min).text(), "1h30m");
  EXPECT_EQ(SqlValue(Uuid()).text(), "00000000-0000-0000-0000-000000000000");
}

TEST(SqlValue, BytesAreABlob) {
  const SqlValue value(Bytes(std::string_view("\0\1", 2)));
  EXPECT_EQ(value.kind(), SqlKind::Blob);
  EXPECT_EQ(value.blob().size(), 2U);
}

TEST(SqlValue, AnOptionalIsItsValue) {
  EXPECT_EQ(SqlValue(std::optional<int>(7)).integer(), 7);
  EXPECT_EQ(SqlValue(std::optional<double>(0.5)).real(), 0.5);
}

TEST(SqlValue, OnesOwnTypesAreTheirNameTheirJsonOrWhatTheySay) {
  EXPECT_EQ(SqlValue(shop::Size::Large).text(), "large");
  EXPECT_EQ(SqlValue(shop::Point{3}).text(), R"({"x":3})");
  EXPECT_EQ(SqlValue(shop::Money(250)).integer(), 250);
  EXPECT_EQ(SqlValue(std::optional<shop::Size>(shop::Size::Small)).text(), "small");
}

}  // namespace
}  // namespace saki
