// SPDX-License-Identifier: Apache-2.0
//
// Results read row by row, and as a table: how many are read ahead, what ends a reading, and what is left afterwards.
#include <gmock/gmock.h>

#include "sqlite_test.h"

namespace saki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kTenThousand = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000) select i from n";

class SqliteRows : public SqliteTest {};

TEST_F(SqliteRows, ComeOneByOneAndEnd) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto rows = db.each<int>(kTenThousand);
    int count = 0;
    std::int64_t sum = 0;
    while (auto row = co_await rows.next()) {
      ++count;
      sum += *row;
    }
    EXPECT_EQ(count, 10'000);
    EXPECT_EQ(sum, 50'005'000);
    EXPECT_EQ(co_await rows.next(), std::nullopt);
  });
}

TEST_F(SqliteRows, AreNotBoundByMaxRowsSinceNoneIsKept) {
  options.max_rows = 10;
  open();
  ask([](Sqlite& db) -> Task<> {
    auto rows = db.each<int>(kTenThousand);
    int count = 0;
    while (auto row = co_await rows.try_next()) {
      if (!*row) break;
      ++count;
    }
    EXPECT_EQ(count, 10'000);
    const auto all = co_await db.try_all<int>(kTenThousand);
    EXPECT_FALSE(all.has_value());
  });
}

TEST_F(SqliteRows, WhatIsWrongComesAfterTheRowsBeforeIt) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto rows = db.each<int>("select 1 union all select 'two'");
    auto first = co_await rows.try_next();
    EXPECT_EQ(first.value_or(0), 1);
    auto second = co_await rows.try_next();
    EXPECT_FALSE(second.has_value());
    if (!second) {
      EXPECT_EQ(second.error().kind(), DatabaseErrorKind::Mismatch);
    }
    auto wrong = db.each<int>("selec 1");
    try {
      static_cast<void>(co_await wrong.next());
      ADD_FAILURE();
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.kind(), DatabaseErrorKind::Statement);
      EXPECT_STREQ(error.dependency(), "sqlite");
    }
  });
}

TEST_F(SqliteRows, LeftBeforeTheirEndTheyFreeTheReader) {
  options.readers = 1;
  open();
  ask([](Sqlite& db) -> Task<> {
    for (int i = 0; i < 3; ++i) {
      auto rows = db.each<int>(kTenThousand);
      auto first = co_await rows.next();
      EXPECT_EQ(first, 1);
    }
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);
  });
}

TEST_F(SqliteRows, NobodyKeepsAReaderForLongerThanATransaction) {
  options.readers = 1;
  options.transaction_timeout = std::chrono::milliseconds(50);
  open();
  ask([](Sqlite& db) -> Task<> {
    auto rows = db.each<int>(kTenThousand);
    auto first = co_await rows.next();
    EXPECT_EQ(first, 1);
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);  // Once the only reader has given up.
    auto row = co_await rows.try_next();
    while (row && *row) row = co_await rows.try_next();
    EXPECT_FALSE(row.has_value());
    if (!row) {
      EXPECT_THAT(row.error().text(), HasSubstr("transaction_timeout"));
    }
  });
}

TEST_F(SqliteRows, AStopEndsAReadingThatNobodyGoesOnWith) {
  open();
  scope.spawn(
      [](Sqlite& db) -> Task<> {
        auto rows = db.each<int>(kTenThousand);
        auto first = co_await rows.next();
        EXPECT_EQ(first, 1);
        db.stop();  // Joins the threads.
      },
      std::ref(database));
  finish();
}

TEST_F(SqliteRows, InATransactionTheySeeItsChanges) {
  database.add_script("t.sql", "create table if not exists t (x integer)");
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await transaction.execute("insert into t values (1), (2)");
    std::vector<int> seen;
    auto rows = transaction.each<int>("select x from t order by x");
    while (auto row = co_await rows.next()) seen.push_back(*row);
    EXPECT_THAT(seen, ElementsAre(1, 2));
    co_await transaction.rollback();
  });
}

TEST_F(SqliteRows, ATableHasWhateverColumnsThereAre) {
  open();
  ask([](Sqlite& db) -> Task<> {
    const SqlTable table = co_await db.query("select 1 as a, 'x' as b, null as c, x'00ff' as d, 0.5 as e union all select 2, 'y', 3, 4, 5");
    EXPECT_EQ(table.size(), 2U);
    EXPECT_THAT(table.columns(), ElementsAre("a", "b", "c", "d", "e"));
    EXPECT_EQ(table.at(0, "a").integer(), 1);
    EXPECT_EQ(table.at(0, "b").text(), "x");
    EXPECT_TRUE(table.at(0, "c").is_null());
    EXPECT_EQ(table.at(0, "d").blob().size(), 2U);
    EXPECT_EQ(table.at(1, "c").integer(), 3);
    EXPECT_THROW(static_cast<void>(table.at(2, "a")), DatabaseError);
    EXPECT_THROW(static_cast<void>(table.at(0, "z")), DatabaseError);
  });
}

TEST_F(SqliteRows, AnIntegerThatSqliteCannotStoreIsRefused) {
  open();
  ask([](Sqlite& db) -> Task<> {
    const auto refused = co_await db.try_one<std::uint64_t>("select ?", std::numeric_limits<std::uint64_t>::max());
    EXPECT_FALSE(refused.has_value());
    if (!refused) {
      EXPECT_EQ(refused.error().kind(), DatabaseErrorKind::Mismatch);
    }
  });
}

}  // namespace
}  // namespace saki
