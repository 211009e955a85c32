// SPDX-License-Identifier: Apache-2.0
//
// Results read row by row: as large as they are, no faster than rows are taken, left at any time.
#include "mysql_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class MysqlRows : public MysqlTest {
 public:
  MysqlRows() {
    options.max_connections = 1;
    options.cancel_timeout = 60s;  // A busy machine is no silent server.
  }
};

TEST_F(MysqlRows, ComeOneByOneAndEnd) {
  options.max_rows = 10;
  open();
  ask([](Mysql& db) -> Task<> {
    auto rows = db.each<std::int64_t>("select seq from seq_1_to_100000");
    std::int64_t sum = 0;
    while (auto row = co_await rows.next()) sum += *row;
    EXPECT_EQ(sum, 5'000'050'000);
    EXPECT_EQ(co_await rows.next(), std::nullopt);
    auto none = db.each<int>("select 1 from dual where 1 = 0");
    EXPECT_EQ(co_await none.next(), std::nullopt);
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);
  });
}

// A row is 4 KiB: what lies in the sockets' buffers is far below all 200 MB.
TEST_F(MysqlRows, ASlowReaderHoldsTheServerBack) {
  open();
  ask([](Mysql& db) -> Task<> {
    auto rows = db.each<std::string>("select repeat('x', 4096) from seq_1_to_50000");
    for (int i = 0; i < 100; ++i) {
      const auto row = co_await rows.next();
      EXPECT_EQ(row ? row->size() : 0U, 4096U);
    }
    co_await sleep(100ms);
  });
  EXPECT_LT(std::stoll(server.ask("select sum(variable_value) from information_schema.global_status where variable_name = 'BYTES_SENT'")),
            100'000'000);
}

// Not even when the server waits for room to write, which no good-bye would tell it of.
TEST_F(MysqlRows, AStopInTheirMiddleLeavesNoSessionBehind) {
  open();
  ask([](Mysql& db) -> Task<> {
    auto rows = db.each<std::string>("select repeat('x', 4096) from seq_1_to_50000");
    const auto first = co_await rows.next();
    EXPECT_TRUE(first.has_value());
    co_await sleep(100ms);  // Until all buffers between are full.
  });
  close();
  server.expect_sessions(0);
}

TEST_F(MysqlRows, LeftBeforeTheirEndTheyGiveTheConnectionBack) {
  open();
  for (int i = 0; i < 6; ++i) {
    ask([](Mysql& db) -> Task<> {
      auto rows = db.each<std::string>("select repeat('x', 4096) from seq_1_to_500000");
      const auto first = co_await rows.next();
      EXPECT_TRUE(first.has_value());
    });
    ask([](Mysql& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select 7"), 7); });
  }
  expect_sessions(2);  // The one, and what kills; not one for each round.
}

TEST_F(MysqlRows, NobodyKeepsAConnectionForLongerThanATransaction) {
  options.transaction_timeout = 1s;
  open();
  ask([](Mysql& db) -> Task<> {
    auto rows = db.each<std::string>("select repeat('x', 4096) from seq_1_to_500000");
    const auto first = co_await rows.next();
    EXPECT_TRUE(first.has_value());
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);  // Once the only connection is free.
    auto row = co_await rows.try_next();
    while (row && *row) row = co_await rows.try_next();
    EXPECT_FALSE(row.has_value());
    if (!row) {
      EXPECT_THAT(row.error().text(), HasSubstr("transaction_timeout"));
    }
  });
}

TEST_F(MysqlRows, WhatIsWrongComesAfterTheRowsBeforeIt) {
  open();
  ask([](Mysql& db) -> Task<> {
    auto rows = db.each<int>("select '1' + 0 union all select null");
    const auto first = co_await rows.try_next();
    EXPECT_TRUE(first.has_value());
    const auto second = co_await rows.try_next();
    EXPECT_FALSE(second.has_value());
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);
  });
}

}  // namespace
}  // namespace saki
