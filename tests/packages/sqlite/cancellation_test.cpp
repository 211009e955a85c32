// SPDX-License-Identifier: Apache-2.0
//
// Callers that go away at any moment: what they began is undone, and the database is free for the next.
#include <sqlite3.h>

#include <memory>

#include "notes.h"
#include "sqlite_test.h"

namespace saki {
namespace {

constexpr const char* kAccounts =
    "create table accounts (id integer primary key, cents integer not null);"
    "insert into accounts values (1, 1000), (2, 1000)";
constexpr const char* kEndless = "with recursive counter(x) as (select 1 union all select x + 1 from counter) select count(*) from counter";

enum class Leaving { Cancelled, Dropped };

// Moves money in four waits; `reached` counts those begun.
Task<> move_money(Sqlite& db, int& reached) {
  reached = 1;
  auto transaction = co_await db.begin();
  reached = 2;
  co_await transaction.execute("update accounts set cents = cents - 100 where id = 1");
  reached = 3;
  co_await transaction.execute("update accounts set cents = cents + 100 where id = 2");
  reached = 4;
  co_await transaction.commit();
  reached = 5;
}

// A look at the file that owes nothing to what is tested.
class Witness {
 public:
  explicit Witness(const std::string& path) { EXPECT_EQ(sqlite3_open(path.c_str(), &handle_), SQLITE_OK); }
  ~Witness() { sqlite3_close(handle_); }
  Witness(const Witness&) = delete;
  Witness& operator=(const Witness&) = delete;

  [[nodiscard]] bool writer_is_taken() {
    const int code = sqlite3_exec(handle_, "begin immediate", nullptr, nullptr, nullptr);
    if (code == SQLITE_OK) sqlite3_exec(handle_, "rollback", nullptr, nullptr, nullptr);
    return code == SQLITE_BUSY;
  }
  [[nodiscard]] int number(const char* sql) {
    int value = -1;
    const auto keep = [](void* into, int, char** texts, char**) {
      *static_cast<int*>(into) = std::stoi(texts[0]);
      return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle_, sql, keep, &value, nullptr), SQLITE_OK);
    return value;
  }

 private:
  sqlite3* handle_ = nullptr;
};

class SqliteCancellation : public SqliteTest, public ::testing::WithParamInterface<Leaving> {
 public:
  SqliteCancellation() {
    options.readers = 1;
    options.transaction_timeout = std::chrono::minutes(5);
    database.add_script("notes.sql", kNotes);
    database.add_script("accounts.sql", kAccounts);
    open();
  }
  void leave() {
    if (GetParam() == Leaving::Dropped) return scope.drop();
    scope.cancel();
    EXPECT_EQ(scope.running(), 0U) << "a cancelled wait completes at once";
  }
  void expect_whole() {
    ask([](Sqlite& db) -> Task<> {
      EXPECT_EQ(co_await db.one<int>("select sum(cents) from accounts"), 2000);
      co_await db.execute("update accounts set cents = cents");  // The writer is free.
    });
  }
};

TEST_P(SqliteCancellation, ATransactionLeftAtAnyWaitIsWholeOrUndone) {
  for (int step = 1; step <= 4; ++step) {
    int reached = 0;
    scope.spawn(&move_money, std::ref(database), std::ref(reached));
    while (reached < step) loop->run_once();
    leave();
    expect_whole();
    const int left = Witness(path()).number("select cents from accounts where id = 1");
    EXPECT_TRUE(left == 1000 || (step == 4 && left == 900)) << left << " after leaving at wait " << step;
  }
}

TEST_P(SqliteCancellation, ATransactionGrantedButNotYetDeliveredIsGivenBack) {
  int reached = 0;
  scope.spawn(&move_money, std::ref(database), std::ref(reached));
  Witness witness(path());
  while (!witness.writer_is_taken()) std::this_thread::yield();  // The loop does not run: nothing is delivered.
  leave();
  while (witness.writer_is_taken()) loop->run_once(Duration::zero());
  expect_whole();
}

TEST_P(SqliteCancellation, ACommitThatHappenedStaysThoughNobodyHeardOfIt) {
  int reached = 0;
  scope.spawn(&move_money, std::ref(database), std::ref(reached));
  while (reached < 4) loop->run_once();
  Witness witness(path());
  while (witness.number("select cents from accounts where id = 1") != 900) std::this_thread::yield();
  leave();
  expect_whole();
  EXPECT_EQ(witness.number("select cents from accounts where id = 2"), 1100);
}

TEST_P(SqliteCancellation, ARunningStatementIsInterrupted) {
  struct Endless {
    static Task<> count(Sqlite& db) { (void)co_await db.one<int>(kEndless); }
  };
  scope.spawn(&Endless::count, std::ref(database));
  loop->run_once(Duration::zero());
  leave();
  expect_whole();  // Asks the same reader.
}

TEST_P(SqliteCancellation, AQueuedStatementIsNeverRun) {
  struct Insert {
    static Task<> one(Sqlite& db) { co_await db.execute("insert into notes (title) values ('unwanted')"); }
  };
  ask([](Sqlite& db) -> Task<> {
    auto transaction = co_await db.begin();
    TaskScope waiting(*Loop::current(), "waiting");
    waiting.spawn(&Insert::one, std::ref(db));
    if (GetParam() == Leaving::Dropped)
      waiting.drop();
    else
      waiting.cancel();
    co_await waiting.join();
    co_await transaction.commit();
    co_await db.execute("update accounts set cents = cents");
    EXPECT_EQ(co_await db.one<int>("select count(*) from notes"), 0);
  });
}

INSTANTIATE_TEST_SUITE_P(Callers, SqliteCancellation, ::testing::Values(Leaving::Cancelled, Leaving::Dropped),
                         [](const auto& parameter) { return parameter.param == Leaving::Dropped ? "Dropped" : "Cancelled"; });

class SqliteStopping : public SqliteTest {};

TEST_F(SqliteStopping, ACancelledCallSaysSoInBothForms) {
  open();
  run(
      [](SqliteTest& test) -> Task<> {
        test.scope.cancel();  // From now on every wait is over at once.
        const auto outcome = co_await test.database.try_one<int>("select 1");
        EXPECT_EQ(outcome ? DatabaseErrorKind::Other : outcome.error().kind(), DatabaseErrorKind::Cancelled);
        bool thrown = false;
        try {
          (void)co_await test.database.one<int>("select 1");
        } catch (const Cancelled&) {
          thrown = true;
        }
        EXPECT_TRUE(thrown);
      },
      std::ref(static_cast<SqliteTest&>(*this)));
}

TEST_F(SqliteStopping, ALimitInterruptsWhatRuns) {
  options.readers = 1;
  open();
  ask([](Sqlite& db) -> Task<> {
    const auto outcome = co_await db.within(std::chrono::milliseconds(5)).try_one<int>(kEndless);
    EXPECT_EQ(outcome ? DatabaseErrorKind::Other : outcome.error().kind(), DatabaseErrorKind::Timeout);
    EXPECT_EQ(co_await db.one<int>("select 1"), 1);
  });
}

TEST_F(SqliteStopping, StoppingEndsWhatRunsAndRefusesWhatWaits) {
  options.readers = 1;
  open();
  struct Call {
    static Task<> ask(Sqlite& db, const char* sql, int& refused) {
      const auto outcome = co_await db.try_one<int>(sql);
      if (!outcome && outcome.error().kind() == DatabaseErrorKind::Closed) ++refused;
    }
  };
  int refused = 0;
  for (const char* sql : {kEndless, "select 1", "select 2"}) scope.spawn(&Call::ask, std::ref(database), sql, std::ref(refused));
  database.stop();
  scope.spawn(&Call::ask, std::ref(database), "select 3", std::ref(refused));
  finish();
  EXPECT_EQ(refused, 4);
}

TEST_F(SqliteStopping, ATransactionOpenAtTheEndIsRolledBack) {
  open();
  ask([](Sqlite& db) -> Task<> {
    co_await db.execute_script(kAccounts);
    auto transaction = co_await db.begin();
    co_await transaction.execute("delete from accounts");
    db.stop();
    const auto late = co_await transaction.try_commit();
    EXPECT_EQ(late ? DatabaseErrorKind::Other : late.error().kind(), DatabaseErrorKind::Closed);
  });
  EXPECT_EQ(Witness(path()).number("select count(*) from accounts"), 2);
}

TEST_F(SqliteStopping, BeforeItIsOpenACallSaysSo) {
  ask([](Sqlite& db) -> Task<> {
    const auto outcome = co_await db.try_one<int>("select 1");
    EXPECT_EQ(outcome ? "" : outcome.error().text(), "the database is not open");
  });
}

}  // namespace
}  // namespace saki
