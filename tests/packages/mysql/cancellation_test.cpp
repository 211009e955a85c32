// SPDX-License-Identifier: Apache-2.0
//
// Calls that nobody waits for any more: the server stops them, and their connection serves on.
#include "mysql_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class MysqlCancellation : public MysqlTest {
 public:
  MysqlCancellation() {
    options.max_connections = 1;
    options.cancel_timeout = 60s;  // A busy machine is no silent server.
    open();
  }

  Task<> static sleep_at_the_server(Mysql& db) {
    const auto outcome = co_await db.try_execute("do sleep(100)");
    EXPECT_FALSE(outcome.has_value());
  }
  void start_sleeping() {
    scope.spawn(sleep_at_the_server, std::ref(database));
    while ((session_ = session()).empty()) turn_for(2ms);
  }
  // Of the statement once it sleeps: while it is prepared it is listed as well.
  std::string session() const {
    return server.ask(
        "select id from information_schema.processlist where user = 'app' and info like 'do sleep%' and state = 'User sleep'");
  }
  void expect_the_same_connection_serves_on() {
    ask([](Mysql& db) -> Task<> {
      EXPECT_EQ(co_await db.one<int>("select 7"), 7);
      EXPECT_EQ(co_await db.one<int>("select sleep(0)"), 0);  // No late kill.
    });
    EXPECT_EQ(server.running("do sleep%"), 0);
    EXPECT_EQ(server.ask("select count(*) from information_schema.processlist where id = " + session_), "1");
    expect_sessions(2);  // It, and what kills.
  }

  std::string session_;
};

TEST_F(MysqlCancellation, ACancelledCallEndsAtOnceAndAtTheServer) {
  start_sleeping();
  scope.cancel();
  EXPECT_EQ(scope.running(), 0U);
  expect_the_same_connection_serves_on();
}

TEST_F(MysqlCancellation, ADroppedCallIsNoOther) {
  start_sleeping();
  scope.drop();
  expect_the_same_connection_serves_on();
}

TEST_F(MysqlCancellation, ALimitPassesInTheMiddleOfAStatement) {
  const auto begin = Clock::system().monotonic();
  ask([](Mysql& db) -> Task<> {
    const auto outcome = co_await db.within(50ms).try_execute("do sleep(100)");
    EXPECT_FALSE(outcome.has_value());
    if (!outcome) {
      EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Timeout);
    }
    EXPECT_EQ(co_await db.one<int>("select 7"), 7);
  });
  EXPECT_LT(Clock::system().monotonic() - begin, 10s);
  EXPECT_EQ(server.running("do sleep%"), 0);
}

TEST_F(MysqlCancellation, OneThatWaitsForAConnectionLeavesTheQueue) {
  start_sleeping();
  TaskScope others(*loop, "others");
  for (int i = 0; i < 10; ++i) others.spawn(sleep_at_the_server, std::ref(database));
  others.cancel();
  EXPECT_EQ(others.running(), 0U);
  scope.cancel();
  expect_the_same_connection_serves_on();
}

TEST_F(MysqlCancellation, AThousandTimesOverTheConnectionsStayTheSame) {
  close();
  options.max_connections = 4;
  open();
  for (int round = 0; round < 60; ++round) {
    for (int i = 0; i < 8; ++i) {
      scope.spawn(
          [](Mysql& db, int number) -> Task<> {
            const auto outcome = co_await db.try_execute(number % 2 == 0 ? "do sleep(0.003)" : "do 1");
            static_cast<void>(outcome);
          },
          std::ref(database), i);
    }
    turn_for(std::chrono::microseconds(100 * (round % 50)));
    scope.cancel();
  }
  finish();
  ask([](Mysql& db) -> Task<> {
    for (int i = 0; i < 100; ++i) EXPECT_EQ(co_await db.one<int>("select ?", i), i);
  });
  server.expect_at_most(5);
}

TEST_F(MysqlCancellation, AStopInTheMiddleClosesEverything) {
  start_sleeping();
  scope.spawn(
      [](Mysql& db) -> Task<> {
        const auto outcome = co_await db.try_execute("do 1");
        EXPECT_FALSE(outcome.has_value());
        if (!outcome) {
          EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Closed);
        }
      },
      std::ref(database));
  close();
  turn_for(5ms);
  scope.drop();
  server.ask("kill " + session_);
  server.expect_sessions(0);
}

}  // namespace
}  // namespace saki
