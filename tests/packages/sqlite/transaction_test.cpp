// SPDX-License-Identifier: Apache-2.0
//
// Transactions: all or nothing, one at a time, and over when their scope is, however that ends.
#include "saki/database_transaction.h"

#include <gmock/gmock.h>

#include <stdexcept>

#include "notes.h"
#include "sqlite_test.h"

namespace saki {
namespace {

using ::testing::HasSubstr;

Task<> insert(const SqliteQueries& queries, const char* title) { co_await queries.execute("insert into notes (title) values (?)", title); }
Task<int> count(const SqliteQueries& queries) { co_return (co_await queries.one<int>("select count(*) from notes")).value_or(-1); }

class SqliteTransactions : public SqliteTest {
 public:
  SqliteTransactions() {
    database.add_script("notes.sql", kNotes);
    options.transaction_timeout = std::chrono::minutes(5);
  }
};

TEST_F(SqliteTransactions, WhatIsCommittedStays) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await insert(transaction, "a");
    co_await insert(transaction, "b");
    co_await transaction.commit();
    EXPECT_EQ(co_await count(db), 2);
  });
}

TEST_F(SqliteTransactions, LeavingTheScopeRollsBackAndTheNextWriterGoesOn) {
  open();
  ask([](Sqlite& db) -> Task<> {
    {
      auto transaction = co_await db.begin();
      co_await insert(transaction, "a");
    }
    co_await insert(db, "b");
    EXPECT_EQ(co_await db.one<std::string>("select title from notes"), "b");
  });
}

TEST_F(SqliteTransactions, EveryStepHasAFormThatDoesNotThrow) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto begun = co_await db.try_begin();
    EXPECT_TRUE(begun.has_value());
    if (!begun) co_return;
    co_await insert(*begun, "a");
    const auto undone = co_await begun->try_rollback();
    EXPECT_TRUE(undone.has_value());
    const auto again = co_await begun->try_rollback();
    EXPECT_FALSE(again.has_value());
    const auto table = co_await db.try_query("select title from notes");
    EXPECT_TRUE(table.has_value());
    const auto mistake = co_await db.try_query("select nothing from notes");
    EXPECT_FALSE(mistake.has_value());
    EXPECT_EQ(co_await count(db), 0);
  });
}

TEST_F(SqliteTransactions, AnExceptionRollsBack) {
  open();
  ask([](Sqlite& db) -> Task<> {
    try {
      auto transaction = co_await db.begin();
      co_await insert(transaction, "a");
      throw std::runtime_error("changed my mind");
    } catch (const std::runtime_error&) {
    }
    EXPECT_EQ(co_await count(db), 0);
  });
}

TEST_F(SqliteTransactions, InsideSeesTheChangesOutsideNotBeforeTheCommit) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await insert(transaction, "a");
    EXPECT_EQ(co_await count(transaction), 1);
    EXPECT_EQ(co_await count(db), 0);
    co_await transaction.commit();
    EXPECT_EQ(co_await count(db), 1);
  });
}

TEST_F(SqliteTransactions, RollbackUndoesAtOnce) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await insert(transaction, "a");
    co_await transaction.rollback();
    co_await insert(db, "b");
    EXPECT_EQ(co_await count(db), 1);
    const auto late = co_await transaction.try_execute("delete from notes");
    EXPECT_EQ(late ? "accepted" : late.error().text(), "the transaction was rolled back");
  });
}

TEST_F(SqliteTransactions, AfterCommitACallSaysSo) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await transaction.commit();
    const auto late = co_await transaction.try_execute("delete from notes");
    EXPECT_EQ(late ? DatabaseErrorKind::Other : late.error().kind(), DatabaseErrorKind::Closed);
    const auto again = co_await transaction.try_commit();
    EXPECT_EQ(again ? "committed twice" : again.error().text(), "the transaction was committed");
  });
}

TEST_F(SqliteTransactions, AFailedStatementLeavesTheRestStanding) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await insert(transaction, "a");
    const auto refused = co_await transaction.try_execute("insert into notes (title) values (null)");
    EXPECT_FALSE(refused.has_value());
    co_await transaction.commit();
    EXPECT_EQ(co_await count(db), 1);
  });
}

TEST_F(SqliteTransactions, ACommitThatIsRefusedChangesNothing) {
  open();
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute_script("create table child (note integer references notes deferrable initially deferred)");
    auto transaction = co_await db.begin();
    co_await transaction.execute("insert into child values (99)");
    const auto refused = co_await transaction.try_commit();
    EXPECT_EQ(refused ? DatabaseErrorKind::Other : refused.error().kind(), DatabaseErrorKind::ForeignKeyViolation);
    EXPECT_EQ(co_await db.one<int>("select count(*) from child"), 0);
    const auto late = co_await transaction.try_execute("insert into child values (1)");
    EXPECT_THAT(late ? "accepted" : late.error().text(), HasSubstr("rolled back"));
  });
}

TEST_F(SqliteTransactions, AStatementThatEndsTheTransactionEndsItForGood) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await insert(transaction, "a");
    co_await transaction.execute("rollback");
    const auto late = co_await transaction.try_execute("insert into notes (title) values ('outside')");
    EXPECT_THAT(late ? "accepted" : late.error().text(), HasSubstr("a statement ended the transaction"));
    EXPECT_EQ(co_await count(db), 0);
  });
}

TEST_F(SqliteTransactions, SavepointsWorkWithin) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    co_await insert(transaction, "a");
    co_await transaction.execute("savepoint inner_one");
    co_await insert(transaction, "b");
    co_await transaction.execute("rollback to inner_one");
    co_await transaction.commit();
    EXPECT_EQ(co_await count(db), 1);
  });
}

TEST_F(SqliteTransactions, ItMovesAndTheOneAssignedToIsRolledBack) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto first = co_await db.begin();
    co_await insert(first, "a");
    auto moved = std::move(first);
    co_await insert(moved, "b");
    co_await moved.commit();
    first = co_await db.begin();
    co_await insert(first, "lost");
    first = std::move(moved);
    EXPECT_EQ(co_await count(db), 2);
    co_await insert(db, "c");
    EXPECT_EQ(co_await count(db), 3);
  });
}

TEST_F(SqliteTransactions, WritersTakeTheirTurnsInOrder) {
  open();
  struct Writer {
    static Task<> write(Sqlite& db, int number, std::vector<int>& order) {
      auto transaction = co_await db.begin();
      order.push_back(number);
      co_await transaction.execute("insert into notes (title) values (?)", std::to_string(number));
      co_await transaction.commit();
    }
  };
  std::vector<int> order;
  for (int i = 0; i < 20; ++i) scope.spawn(&Writer::write, std::ref(database), i, std::ref(order));
  finish();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(order.at(static_cast<std::size_t>(i)), i);
  ask([](Sqlite& db) -> Task<> { EXPECT_EQ(co_await count(db), 20); });
}

TEST_F(SqliteTransactions, OneThatIsHeldTooLongIsRolledBackForTheOthers) {
  options.transaction_timeout = std::chrono::milliseconds(30);
  open();
  ask([](Sqlite& db) -> Task<> {
    auto held = co_await db.begin();
    co_await insert(held, "never");
    co_await insert(db, "other");  // Waits for the transaction, which nothing else ends.
    EXPECT_EQ(co_await db.one<std::string>("select title from notes"), "other");
    const auto late = co_await held.try_execute("insert into notes (title) values ('late')");
    EXPECT_EQ(late ? DatabaseErrorKind::Other : late.error().kind(), DatabaseErrorKind::Timeout);
    EXPECT_THAT(late ? "" : late.error().text(), HasSubstr("transaction_timeout"));
  });
}

TEST_F(SqliteTransactions, AFullQueueRefusesAtOnce) {
  options.queue_limit = 2;
  open();
  ask([](Sqlite& db) -> Task<> {
    struct Waiting {
      static Task<> write(Sqlite& waited_for) { co_await insert(waited_for, "waited"); }
    };
    TaskScope waiting(*Loop::current(), "waiting");
    {
      auto transaction = co_await db.begin();
      waiting.spawn(&Waiting::write, std::ref(db));
      waiting.spawn(&Waiting::write, std::ref(db));
      const auto refused = co_await db.try_execute("delete from notes");
      EXPECT_EQ(refused ? DatabaseErrorKind::Other : refused.error().kind(), DatabaseErrorKind::Exhausted);
    }
    co_await waiting.join();
    EXPECT_EQ(co_await count(db), 2);
  });
}

TEST_F(SqliteTransactions, AbandonedCallsGiveTheirPlaceInTheQueueBack) {
  options.queue_limit = 2;
  open();
  ask([](Sqlite& db) -> Task<> {
    struct Waiting {
      static Task<> write(Sqlite& waited_for) { co_await insert(waited_for, "abandoned"); }
    };
    TaskScope waiting(*Loop::current(), "waiting");
    auto transaction = co_await db.begin();
    for (int round = 0; round < 5; ++round) {
      waiting.spawn(&Waiting::write, std::ref(db));
      waiting.spawn(&Waiting::write, std::ref(db));
      waiting.drop();
    }
    co_await insert(transaction, "kept");
    co_await transaction.commit();
    co_await insert(db, "after");
    EXPECT_EQ(co_await count(db), 2);
  });
}

TEST_F(SqliteTransactions, ALimitPassesWhileTheWriterIsTaken) {
  open();
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    const auto outcome = co_await db.within(std::chrono::milliseconds(5)).try_execute("delete from notes");
    EXPECT_EQ(outcome ? DatabaseErrorKind::Other : outcome.error().kind(), DatabaseErrorKind::Timeout);
    EXPECT_EQ(outcome ? "" : outcome.error().text(), "the database did not answer within 5 ms");
    co_await insert(transaction, "a");
    co_await transaction.commit();
    EXPECT_EQ(co_await count(db), 1);
  });
}

}  // namespace
}  // namespace saki
