// SPDX-License-Identifier: Apache-2.0
//
// Every type of a column and of a parameter, there and back.
#include <array>
#include <limits>

#include "mysql_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class MysqlTypes : public MysqlTest {
 public:
  MysqlTypes() { open(); }
};

TEST_F(MysqlTypes, IntegersOfEveryWidthAndSign) {
  server.ask(
      "create table test.i (a tinyint, b smallint, c mediumint, d int, e bigint, f tinyint unsigned, g bigint unsigned, h year, i bool, "
      "j bit(1), k bit(10), l bit(64))");
  ask([](Mysql& db) -> Task<> {
    constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
    constexpr auto kMost = std::numeric_limits<std::uint64_t>::max();
    co_await db.execute("insert into i values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", -128, -32768, -8388608,
                        std::numeric_limits<int>::min(), kLeast, 255, kMost, 2026, true, true, 1023, kMost);
    using Row =
        std::tuple<std::int8_t, std::int16_t, int, int, std::int64_t, std::uint8_t, std::uint64_t, int, bool, bool, int, std::uint64_t>;
    const auto row = co_await db.one<Row>("select * from i");
    EXPECT_EQ(row, Row(-128, -32768, -8388608, std::numeric_limits<int>::min(), kLeast, 255, kMost, 2026, true, true, 1023, kMost));
    const auto found = co_await db.one<std::string>("select g from i where g = ?", kMost);
    EXPECT_EQ(found, "18446744073709551615");
    const auto beyond = co_await db.try_one<std::int64_t>("select g from i");
    EXPECT_FALSE(beyond.has_value());
    const auto negative = co_await db.try_one<std::uint64_t>("select e from i");
    EXPECT_FALSE(negative.has_value());
  });
}

TEST_F(MysqlTypes, DecimalsAreExactTextIntegersWhereTheyAreAndElseReal) {
  ask([](Mysql& db) -> Task<> {
    EXPECT_EQ(co_await db.one<std::string>("select cast('12345678901234567890.123456789' as decimal(40, 9))"),
              "12345678901234567890.123456789");
    EXPECT_EQ(co_await db.one<std::int64_t>("select sum(seq) from seq_1_to_100"), 5050);
    EXPECT_EQ(co_await db.one<double>("select 12.25"), 12.25);
    EXPECT_EQ(co_await db.one<std::int64_t>("select cast(12 as decimal(9, 2))"), 12);
    const auto fraction = co_await db.try_one<std::int64_t>("select 12.25");
    EXPECT_FALSE(fraction.has_value());
    EXPECT_EQ(co_await db.one<double>("select ?", 0.1), 0.1);
    EXPECT_EQ(co_await db.one<double>("select cast(0.5 as float)"), 0.5);
  });
}

TEST_F(MysqlTypes, TimesAreThoseOfTheManifest) {
  server.ask("create table test.t (a datetime(6), b timestamp(6) null, c date, d time(6), e varchar(40))");
  ask([](Mysql& db) -> Task<> {
    const Timestamp at = Timestamp::parse("2026-11-20T12:34:56.789012Z").value_or(Timestamp());
    const std::chrono::year_month_day day(2026y / 2 / 28);
    co_await db.execute("insert into t values (?, ?, ?, '36:30:00.5', ?)", at, at, day, at);
    EXPECT_EQ(co_await db.one<Timestamp>("select a from t"), at);
    EXPECT_EQ(co_await db.one<Timestamp>("select b from t"), at);
    EXPECT_EQ(co_await db.one<std::chrono::year_month_day>("select c from t"), day);
    EXPECT_EQ(co_await db.one<std::chrono::microseconds>("select d from t"), 36h + 30min + 500ms);
    EXPECT_EQ(co_await db.one<Timestamp>("select e from t"), at);
    EXPECT_EQ(co_await db.one<Timestamp>("select ?", at), at);
    EXPECT_EQ(co_await db.one<int>("select count(*) from t where a = ? and b >= ?", at, at), 1);
    EXPECT_EQ(co_await db.one<std::string>("select a from t"), "2026-11-20T12:34:56.789012Z");
    co_await db.execute("update t set e = ?", 90min);
    EXPECT_EQ(co_await db.one<std::chrono::microseconds>("select e from t"), 90min);
  });
  EXPECT_EQ(server.ask("select a from test.t"), "2026-11-20 12:34:56.789012");
}

TEST_F(MysqlTypes, TextsAreUtf8AndBlobsAreBytes) {
  server.ask("create table test.s (a varchar(50) character set utf8mb4, b blob, c json, d enum('x', 'y'), e binary(4), f uuid, g text)");
  ask([](Mysql& db) -> Task<> {
    const std::string text = "käse 🧀 with\0nul" + std::string("\0x", 2);
    const Bytes bytes(std::string_view("\0\xff\x01", 3));
    const Uuid id = Uuid::parse("12345678-9abc-4def-8123-456789abcdef").value_or(Uuid());
    const Bytes none;
    co_await db.execute("insert into s values (?, ?, ?, ?, ?, ?, ?)", text, bytes, "{\"a\": 1}", "y", none, id, "");
    EXPECT_EQ(co_await db.one<std::string>("select a from s"), text);
    EXPECT_EQ(co_await db.one<Bytes>("select b from s"), bytes);
    EXPECT_EQ(co_await db.one<std::string>("select c from s"), "{\"a\": 1}");
    EXPECT_EQ(co_await db.one<std::string>("select d from s"), "y");
    EXPECT_EQ((co_await db.one<Bytes>("select e from s")).value_or(Bytes()).view().size(), 4U);
    EXPECT_EQ(co_await db.one<Uuid>("select f from s"), id);
    EXPECT_EQ(co_await db.one<std::string>("select g from s"), "");
  });
}

TEST_F(MysqlTypes, NullIsNothingAndNothingElse) {
  ask([](Mysql& db) -> Task<> {
    const auto null = co_await db.one<std::optional<std::string>>("select ?", nullptr);
    EXPECT_TRUE(null.has_value());
    EXPECT_EQ(null.value_or("a row"), std::nullopt);
    const auto refused = co_await db.try_one<int>("select null");
    EXPECT_FALSE(refused.has_value());
    const auto some = co_await db.all<std::optional<int>>("select 1 union all select null union all select 2");
    EXPECT_THAT(some, ElementsAre(1, std::nullopt, 2));
  });
}

TEST_F(MysqlTypes, LongValuesPassWholeBesideShortOnes) {
  server.ask("create table test.l (id int, a longtext, b longblob)");
  ask([](Mysql& db) -> Task<> {
    constexpr std::array<std::size_t, 7> kSizes{1, 255, 256, 257, 70'000, 3'000'000, 2};
    int id = 0;
    for (const std::size_t size : kSizes) {
      const std::string text(size, 'a');
      const Bytes bytes{std::string_view(text)};
      co_await db.execute("insert into l values (?, ?, ?)", ++id, text, bytes);
    }
    using Row = std::tuple<std::string, Bytes>;
    const auto rows = co_await db.all<Row>("select a, b from l order by id");
    EXPECT_EQ(rows.size(), kSizes.size());
    for (std::size_t i = 0; i < rows.size() && i < kSizes.size(); ++i) {
      EXPECT_EQ(std::get<0>(rows[i]), std::string(kSizes[i], 'a'));
      EXPECT_EQ(std::get<1>(rows[i]).view().size(), kSizes[i]);
    }
  });
}

TEST_F(MysqlTypes, ThePlainValuesOfATable) {
  ask([](Mysql& db) -> Task<> {
    const SqlTable table = co_await db.query("select 1 as a, 'x' as b, null as c, x'00ff' as d, 5e-1 as e, 18446744073709551615 as f");
    EXPECT_EQ(table.at(0, "a").integer(), 1);
    EXPECT_EQ(table.at(0, "b").text(), "x");
    EXPECT_TRUE(table.at(0, "c").is_null());
    EXPECT_EQ(table.at(0, "d").blob().size(), 2U);
    EXPECT_EQ(table.at(0, "e").real(), 0.5);
    EXPECT_EQ(table.at(0, "f").unsigned_integer(), 18446744073709551615U);
  });
}

}  // namespace
}  // namespace saki
