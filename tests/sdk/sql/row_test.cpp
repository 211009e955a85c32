// SPDX-License-Identifier: Apache-2.0
#include "saki/row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "fake_row.h"
#include "saki/database_error.h"

namespace shop {

enum class Size { Small, Large };
bool parse_text(std::string_view text, Size& into) noexcept {
  if (text != "small" && text != "large") return false;
  into = text == "small" ? Size::Small : Size::Large;
  return true;
}

struct Shirt {
  std::int64_t id = 0;
  Size size = Size::Small;
  std::optional<std::string> print;
};

}  // namespace shop

template <>
struct saki::RowTraits<shop::Shirt> {
  static constexpr std::array<std::string_view, 3> kColumns{"id", "size", "print"};
  static shop::Shirt read(const RowReader& row, std::span<const int> column_of) {
    shop::Shirt shirt;
    read_column(row, column_of[0], "Shirt.id", shirt.id);
    read_column_if_present(row, column_of[1], "Shirt.size", shirt.size);
    read_column_if_present(row, column_of[2], "Shirt.print", shirt.print);
    return shirt;
  }
};

namespace saki {
namespace {

using ::testing::HasSubstr;

template <class T>
T read_first(SqlValue value) {
  FakeRow row;
  row.with("value", std::move(value));
  return read_row<T>(row, {});
}

template <class T>
std::string refusal(SqlValue value) {
  try {
    read_first<T>(std::move(value));
    return "accepted";
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.kind(), DatabaseErrorKind::Mismatch);
    return error.text();
  }
}

shop::Shirt read_shirt(const FakeRow& row) {
  std::vector<int> places;
  for (const std::string_view name : row_columns<shop::Shirt>()) places.push_back(row.column(name));
  return read_row<shop::Shirt>(row, places);
}

TEST(Row, WhatWasStoredComesBackForEveryType) {
  using std::chrono::year_month_day;
  using namespace std::chrono_literals;
  EXPECT_EQ(read_first<bool>(true), true);
  EXPECT_EQ(read_first<std::int32_t>(-5), -5);
  EXPECT_EQ(read_first<std::uint64_t>(5), 5U);
  EXPECT_EQ(read_first<double>(0.25), 0.25);
  EXPECT_EQ(read_first<std::string>("text"), "text");
  EXPECT_EQ(read_first<Bytes>(Bytes("blob")), Bytes("blob"));
  EXPECT_EQ(read_first<Timestamp>(Timestamp(WallTime(5us))), Timestamp(WallTime(5us)));
  EXPECT_EQ(read_first<year_month_day>(year_month_day(2026y / 2 / 28)), year_month_day(2026y / 2 / 28));
  EXPECT_EQ(read_first<std::chrono::microseconds>(90s), 90s);
  const Uuid uuid = Uuid::random();
  EXPECT_EQ(read_first<Uuid>(uuid), uuid);
  EXPECT_EQ(read_first<shop::Size>("large"), shop::Size::Large);
  EXPECT_EQ(read_first<std::optional<int>>(nullptr), std::nullopt);
  EXPECT_EQ(read_first<std::optional<int>>(4), 4);
}

TEST(Row, NumbersOfTheOtherKindAreTakenWhereNothingIsLost) {
  EXPECT_EQ(read_first<std::int64_t>(3.0), 3);
  EXPECT_EQ(read_first<double>(3), 3.0);
  EXPECT_EQ(read_first<std::string>(42), "42");
}

TEST(Row, NothingIsGuessed) {
  EXPECT_EQ(refusal<std::int64_t>(3.5), "the column \"value\" holds a real number that is no value of the type asked for");
  EXPECT_THAT(refusal<std::int64_t>(9.3e18), HasSubstr("a real number"));
  EXPECT_THAT(refusal<std::int64_t>("3"), HasSubstr("holds text"));
  EXPECT_THAT(refusal<std::int8_t>(300), HasSubstr("an integer"));
  EXPECT_THAT(refusal<std::uint32_t>(-1), HasSubstr("an integer"));
  EXPECT_THAT(refusal<bool>(2), HasSubstr("an integer"));
  EXPECT_THAT(refusal<std::string>(nullptr), HasSubstr("holds null"));
  EXPECT_THAT(refusal<std::string>(Bytes("x")), HasSubstr("a blob"));
  EXPECT_THAT(refusal<Timestamp>("yesterday"), HasSubstr("holds text"));
  EXPECT_THAT(refusal<shop::Size>("medium"), HasSubstr("holds text"));
}

TEST(Row, AStructIsReadByNameWhateverTheOrder) {
  FakeRow row;
  row.with("print", "cat").with("unknown", 1).with("size", "large").with("id", 7);
  const shop::Shirt shirt = read_shirt(row);
  EXPECT_EQ(shirt.id, 7);
  EXPECT_EQ(shirt.size, shop::Size::Large);
  EXPECT_EQ(shirt.print, "cat");
}

TEST(Row, AFieldWithADefaultKeepsItWithoutItsColumn) {
  FakeRow row;
  row.with("id", 7);
  EXPECT_EQ(read_shirt(row).size, shop::Size::Small);
  row.with("size", nullptr).with("print", nullptr);
  EXPECT_EQ(read_shirt(row).size, shop::Size::Small);
  EXPECT_EQ(read_shirt(row).print, std::nullopt);
}

TEST(Row, AMissingColumnNamesItAndTheField) {
  FakeRow row;
  row.with("size", "large");
  try {
    read_shirt(row);
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.text(), "Shirt.id needs a column \"id\", which the statement does not give");
  }
}

TEST(Row, ATupleIsReadByPosition) {
  FakeRow row;
  row.with("a", 1).with("b", "two");
  EXPECT_EQ((read_row<std::tuple<int, std::string>>(row, {})), std::tuple(1, "two"));
  try {
    (void)read_row<std::tuple<int, std::string, int>>(row, {});
    FAIL();
  } catch (const DatabaseError& error) {
    EXPECT_EQ(error.text(), "the statement gives 2 columns, the tuple asked for takes 3");
  }
}

}  // namespace
}  // namespace saki
