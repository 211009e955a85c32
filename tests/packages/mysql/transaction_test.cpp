// SPDX-License-Identifier: Apache-2.0
//
// Transactions: whole or undone however they end, and the connection clean for the next call.
#include "mysql_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class MysqlTransactions : public MysqlTest {
 public:
  MysqlTransactions() {
    server.ask("create table test.t (x int primary key)");
    options.min_connections = 1;
    options.max_connections = 1;  // So that the next call meets what the last one left behind.
  }
  std::string rows() const { return server.ask("select count(*) from test.t"); }
};

TEST_F(MysqlTransactions, CommittedItLasts) {
  open();
  ask([](Mysql& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await transaction.execute("insert into t values (1)");
    EXPECT_EQ(co_await transaction.one<int>("select count(*) from t"), 1);
    co_await transaction.commit();
    const auto late = co_await transaction.try_execute("insert into t values (2)");
    EXPECT_FALSE(late.has_value());
    if (!late) {
      EXPECT_EQ(late.error().kind(), DatabaseErrorKind::Closed);
    }
  });
  EXPECT_EQ(rows(), "1");
}

TEST_F(MysqlTransactions, LeftInAnyWayItIsUndone) {
  open();
  ask([](Mysql& db) -> Task<> {
    {
      auto left = co_await db.begin();
      co_await left.execute("insert into t values (1)");
    }
    {
      auto undone = co_await db.begin();
      co_await undone.execute("insert into t values (1)");
      co_await undone.rollback();
    }
    try {
      auto thrown = co_await db.begin();
      co_await thrown.execute("insert into t values (1)");
      co_await thrown.execute("selec 1");
      ADD_FAILURE();
    } catch (const DatabaseError& error) {
      EXPECT_EQ(error.kind(), DatabaseErrorKind::Statement);
    }
    EXPECT_EQ(co_await db.one<int>("select count(*) from t"), 0);
    EXPECT_EQ(co_await db.one<int>("select @@in_transaction"), 0);
  });
  EXPECT_EQ(rows(), "0");
}

TEST_F(MysqlTransactions, DroppedInTheMiddleOfAStatementItIsUndoneAndTheConnectionServesOn) {
  open();
  scope.spawn(
      [](Mysql& db) -> Task<> {
        auto transaction = co_await db.begin();
        co_await transaction.execute("insert into t values (1)");
        co_await transaction.execute("do sleep(100)");
      },
      std::ref(database));
  while (server.running("do sleep%") == 0) turn_for(5ms);
  scope.drop();
  ask([](Mysql& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select count(*) from t"), 0); });
  EXPECT_EQ(server.running("do sleep%"), 0);
}

TEST_F(MysqlTransactions, OneThatIsHeldTooLongIsRolledBackForTheOthers) {
  options.transaction_timeout = 1s;
  open();
  ask([](Mysql& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await transaction.execute("insert into t values (1)");
    co_await db.execute("insert into t values (2)");  // Waits for the only connection.
    const auto late = co_await transaction.try_commit();
    EXPECT_FALSE(late.has_value());
    if (!late) {
      EXPECT_THAT(late.error().text(), HasSubstr("transaction_timeout"));
    }
  });
  EXPECT_EQ(server.ask("select x from test.t"), "2");
}

TEST_F(MysqlTransactions, AStatementThatEndsItIsFoundOut) {
  open();
  ask([](Mysql& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await transaction.execute("create table u (x int)");  // Commits by itself.
    const auto next = co_await transaction.try_execute("insert into t values (1)");
    EXPECT_FALSE(next.has_value());
    if (!next) {
      EXPECT_THAT(next.error().text(), HasSubstr("a statement ended the transaction"));
    }
  });
  EXPECT_EQ(rows(), "0");
}

TEST_F(MysqlTransactions, OfTwoInADeadlockOneIsTold) {
  options.max_connections = 2;
  server.ask("insert into test.t values (1), (2)");
  open();
  struct Meeting {
    int arrived = 0;
    int deadlocks = 0;
  } meeting;
  const auto one = [](Mysql& db, Meeting& both, int first, int second) -> Task<> {
    auto transaction = co_await db.begin();
    co_await transaction.execute("update t set x = x where x = ?", first);
    ++both.arrived;
    while (both.arrived < 2) co_await sleep(1ms);
    const auto outcome = co_await transaction.try_execute("update t set x = x where x = ?", second);
    if (outcome) {
      co_await transaction.commit();
      co_return;
    }
    EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Busy);
    ++both.deadlocks;
    const auto late = co_await transaction.try_commit();
    EXPECT_FALSE(late.has_value());
  };
  scope.spawn(one, std::ref(database), std::ref(meeting), 1, 2);
  scope.spawn(one, std::ref(database), std::ref(meeting), 2, 1);
  finish();
  EXPECT_EQ(meeting.deadlocks, 1);
}

TEST_F(MysqlTransactions, AStatementThatChangesTheSessionIsNotPassedOn) {
  open();
  ask([](Mysql& db) -> Task<> {
    co_await db.execute("set @mark = 1");
    const auto mark = co_await db.one<std::optional<int>>("select @mark");
    EXPECT_EQ(mark.value_or(7), std::nullopt);
    auto transaction = co_await db.begin();  // Has the session to itself until its end.
    co_await transaction.execute("set @mark = 7");
    EXPECT_EQ(co_await transaction.one<int>("select @mark"), 7);
    co_await transaction.commit();
    co_await db.execute("create temporary table mine (x int)");
    const auto gone = co_await db.try_execute("select * from mine");
    EXPECT_FALSE(gone.has_value());
  });
}

}  // namespace
}  // namespace saki
