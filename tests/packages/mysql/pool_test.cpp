// SPDX-License-Identifier: Apache-2.0
//
// The connections of workers: how many there are, who gets the next one free, what is told of them.
#include <array>
#include <thread>

#include "mysql_test.h"
#include "saki/measures.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class MysqlPooling : public MysqlTest {};

Task<> nap(Mysql& db, std::vector<int>& order, int number) {
  co_await db.execute("do sleep(0.01)");
  order.push_back(number);
}

TEST_F(MysqlPooling, WhoWaitsIsServedInOrder) {
  options.max_connections = 1;
  open();
  std::vector<int> order;
  for (int i = 0; i < 20; ++i) scope.spawn(nap, std::ref(database), std::ref(order), i);
  finish();
  EXPECT_TRUE(std::ranges::is_sorted(order));
  EXPECT_EQ(order.size(), 20U);
}

TEST_F(MysqlPooling, ThereAreNoMoreConnectionsThanCallsNeed) {
  options.max_connections = 20;
  open();
  std::vector<int> order;
  for (int i = 0; i < 5; ++i) scope.spawn(nap, std::ref(database), std::ref(order), i);
  finish();
  server.expect_at_most(5);
  EXPECT_GE(server.sessions(), 1);
}

TEST_F(MysqlPooling, IdleOnesGoUntilTheFewestAreLeft) {
  options.max_connections = 5;
  options.idle_timeout = 50ms;
  open();
  std::vector<int> order;
  for (int i = 0; i < 5; ++i) scope.spawn(nap, std::ref(database), std::ref(order), i);
  finish();
  const auto end = std::chrono::steady_clock::now() + 10s;
  while (server.sessions() > 1 && std::chrono::steady_clock::now() < end) turn_for(10ms);
  turn_for(100ms);
  server.expect_sessions(1);
}

TEST_F(MysqlPooling, AFullQueueRefusesAtOnceAndAWaitEnds) {
  options.max_connections = 1;
  options.queue_limit = 2;
  options.queue_timeout = 50ms;
  open();
  ask([](Mysql& db) -> Task<> { co_await db.execute("do 1"); });
  std::vector<std::string> outcomes;
  const auto call = [](Mysql& db, std::vector<std::string>& told) -> Task<> {
    const auto outcome = co_await db.try_execute("do sleep(100)");
    told.push_back(outcome ? "done" : outcome.error().text());
  };
  for (int i = 0; i < 4; ++i) scope.spawn(call, std::ref(database), std::ref(outcomes));
  turn_until([&] { return outcomes.size() == 3; });
  EXPECT_EQ(scope.running(), 1U) << "the first has the connection";
  EXPECT_THAT(outcomes, ::testing::ElementsAre(HasSubstr("2 calls wait"), HasSubstr("queue_timeout"), HasSubstr("queue_timeout")));
  scope.cancel();
  finish();
}

TEST_F(MysqlPooling, MeasuresTellOfIt) {
  options.max_connections = 3;
  open();
  std::vector<int> order;
  for (int i = 0; i < 3; ++i) scope.spawn(nap, std::ref(database), std::ref(order), i);
  finish();
  Measures measures;
  database.measure(measures);
  EXPECT_EQ(measures.find("mysql_waiting_calls"), 0);
  EXPECT_EQ(measures.find("mysql_idle_connections"), measures.find("mysql_connections"));
  EXPECT_EQ(measures.find("database_call_seconds_count{database=\"mysql\"}"), 3);
  EXPECT_EQ(measures.find("database_failures_total{database=\"mysql\"}"), 0);
}

// What one worker's handlers met.
struct Crowd {
  int done = 0;
  int cancelled = 0;
  Duration longest{0};
};

Task<> visit(Mysql& db, Crowd& crowd, double seconds) {
  const auto begin = Clock::system().monotonic();
  try {
    co_await db.execute("do sleep(?)", seconds);
    ++crowd.done;
  } catch (const Cancelled&) {
    ++crowd.cancelled;
  }
  crowd.longest = std::max(crowd.longest, Clock::system().monotonic() - begin);
}

// The visitors of a second crowd leave, half of them in the middle.
void be_a_worker(Mysql& db, Crowd& first, Crowd& second) {
  const auto loop = *Loop::open();
  const LoopBinding binding(*loop);
  db.start_worker(*loop);
  {
    TaskScope scope(*loop, "crowd");
    for (int i = 0; i < 500; ++i) scope.spawn(visit, std::ref(db), std::ref(first), 0.2);
    while (scope.running() > 0) loop->run_once();
    for (int i = 0; i < 32; ++i) scope.spawn(visit, std::ref(db), std::ref(second), 2.0);
    const auto end = Clock::system().monotonic() + 50ms;
    while (Clock::system().monotonic() < end) loop->run_once(1ms);
    scope.cancel();
    while (scope.running() > 0) loop->run_once();
  }
  {
    TaskScope scope(*loop, "after");  // The connections are clean and enough.
    for (int i = 0; i < 16; ++i) scope.spawn(visit, std::ref(db), std::ref(first), 0.2);
    while (scope.running() > 0) loop->run_once();
  }
  db.stop_worker(*loop);
}

TEST_F(MysqlPooling, AThousandHandlersOnTwoWorkersShareThirtyTwoConnections) {
  options.max_connections = 16;
  options.queue_timeout = 30s;
  ASSERT_TRUE(database.open(options).empty());
  std::array<Crowd, 4> crowds;
  int most = 0;
  const auto begin = Clock::system().monotonic();
  {
    std::jthread one([&] { be_a_worker(database, crowds[0], crowds[1]); });
    std::jthread two([&] { be_a_worker(database, crowds[2], crowds[3]); });
    for (int i = 0; i < 20; ++i) {
      most = std::max(most, server.sessions());
      std::this_thread::sleep_for(200ms);
    }
  }
  const Duration took = Clock::system().monotonic() - begin;
  database.stop();
  EXPECT_EQ(crowds[0].done + crowds[2].done, 1'032);
  EXPECT_EQ(crowds[1].cancelled + crowds[3].cancelled, 64);
  EXPECT_GT(most, 2);
  EXPECT_LE(most, 32 + 2);  // And what kills, one for each worker.
  EXPECT_LT(took, 20s);     // 1,000 × 0.2 s ÷ 32 is 6.25 s.
  EXPECT_LT(std::max(crowds[0].longest, crowds[2].longest), took);
  server.expect_sessions(0);
}

}  // namespace
}  // namespace saki
