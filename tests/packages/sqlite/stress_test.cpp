// SPDX-License-Identifier: Apache-2.0
//
// Many callers on several loops at once, some of which leave. Under ThreadSanitizer this finds what is shared without care, under
// AddressSanitizer what is not given back.
#include <atomic>
#include <random>
#include <thread>

#include "saki/task/sleep.h"
#include "sqlite_test.h"

namespace saki {
namespace {

constexpr int kLoops = 2;
constexpr int kCallers = 40;
constexpr int kRounds = 15;
constexpr const char* kAccounts =
    "create table accounts (id integer primary key, cents integer not null);"
    "insert into accounts with recursive n(x) as (select 1 union all select x + 1 from n where x < 10) select x, 1000 from n";

struct Tally {
  std::atomic<int> transfers = 0;
  std::atomic<int> reads = 0;
  std::atomic<int> left = 0;
};

Task<> transfer(Sqlite& db, int from, int to, Tally& tally) {
  auto transaction = co_await db.begin();
  co_await transaction.execute("update accounts set cents = cents - 1 where id = ?", from);
  co_await transaction.execute("update accounts set cents = cents + 1 where id = ?", to);
  co_await transaction.commit();
  ++tally.transfers;
}

Task<> look(Sqlite& db, Tally& tally) {
  EXPECT_EQ(co_await db.one<int>("select sum(cents) from accounts"), 10'000);
  EXPECT_EQ((co_await db.all<std::tuple<int, int>>("select id, cents from accounts")).size(), 10U);
  ++tally.reads;
}

// Begins something and goes away in the middle of it.
Task<> leave(Sqlite& db, int turns, Tally& tally) {
  TaskScope leaving(*Loop::current(), "leaving");
  leaving.spawn(&transfer, std::ref(db), 1, 2, std::ref(tally));
  leaving.spawn(&look, std::ref(db), std::ref(tally));
  for (int i = 0; i < turns; ++i) co_await sleep(Duration::zero());
  if (turns % 2 == 0)
    leaving.drop();
  else
    leaving.cancel();
  co_await leaving.join();
  ++tally.left;
}

Task<> caller(Sqlite& db, unsigned seed, Tally& tally) {
  std::minstd_rand random(seed);
  const auto below = [&random](unsigned bound) { return static_cast<int>(random() % bound); };
  for (int round = 0; round < kRounds; ++round) {
    switch (below(4)) {
      case 0: co_await transfer(db, 1 + below(10), 1 + below(10), tally); break;
      case 1: co_await leave(db, below(6), tally); break;
      default: co_await look(db, tally);
    }
  }
}

class SqliteStress : public SqliteTest {
 public:
  // Runs callers on a loop of this thread's own.
  static void run_callers(Sqlite& db, unsigned first_seed, Tally& tally) {
    const std::unique_ptr<Loop> own = *Loop::open();
    const LoopBinding bound(*own);
    TaskScope callers(*own, "callers");
    for (unsigned i = 0; i < kCallers; ++i) callers.spawn(&caller, std::ref(db), first_seed + i, std::ref(tally));
    while (callers.running() > 0) own->run_once();
  }
};

TEST_F(SqliteStress, CallersOnSeveralLoopsFindTheSumUnchanged) {
  options.readers = 3;
  options.queue_limit = 10'000;
  options.durability = SqliteDurability::Normal;
  database.add_script("accounts.sql", kAccounts);
  open();
  Tally tally;
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kLoops; ++i) threads.emplace_back(&SqliteStress::run_callers, std::ref(database), 1000 * i, std::ref(tally));
  for (std::thread& thread : threads) thread.join();

  EXPECT_GT(tally.transfers, kLoops * kCallers);
  EXPECT_GT(tally.reads, kLoops * kCallers);
  EXPECT_GT(tally.left, kLoops * kCallers);
  ask([](Sqlite& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select sum(cents) from accounts"), 10'000); });
}

TEST_F(SqliteStress, StoppingInTheMiddleAnswersEverybody) {
  database.add_script("accounts.sql", kAccounts);
  open();
  struct Asking {
    static Task<> until_closed(Sqlite& db, int& answered) {
      for (;;) {
        const auto outcome = co_await db.try_execute("update accounts set cents = cents");
        if (!outcome) {
          EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Closed) << outcome.error().what();
          co_return;
        }
        ++answered;
      }
    }
  };
  int answered = 0;
  for (int i = 0; i < 20; ++i) scope.spawn(&Asking::until_closed, std::ref(database), std::ref(answered));
  while (answered < 50) loop->run_once();
  database.stop();
  finish();
}

}  // namespace
}  // namespace saki
