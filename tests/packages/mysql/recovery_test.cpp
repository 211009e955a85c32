// SPDX-License-Identifier: Apache-2.0
//
// A server that dies, is silent, or comes back: what calls are told, and how soon they are answered again.
#include <csignal>

#include "mysql_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

MariaServer& mortal() {
  static MariaServer server;
  return server;
}

class MysqlRecovery : public MysqlTest {
 public:
  MysqlRecovery() : MysqlTest(mortal()) {
    server.ask("drop database test; create database test; create table test.t (x int primary key)");
    options.max_connections = 4;
  }
};

struct Load {
  bool over = false;
  int next = 0;
  int failed = 0;
  std::vector<int> written;
  MonotonicTime last_success{};
};

Task<> write_on(Mysql& db, Load& load) {
  while (!load.over) {
    const int number = ++load.next;
    const auto outcome = co_await db.try_execute("insert into t values (?)", number);
    if (outcome) {
      load.written.push_back(number);
      load.last_success = Clock::system().monotonic();
      continue;
    }
    ++load.failed;
    EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Unavailable) << outcome.error().what();
    co_await sleep(1ms);
  }
}

TEST_F(MysqlRecovery, KilledAndStartedAgainUnderLoadItIsBackWithinTwoSecondsAndNothingAcknowledgedIsLost) {
  open();
  for (int round = 0; round < 2; ++round) {
    Load load;
    load.next = round * 1'000'000;
    for (int i = 0; i < 8; ++i) scope.spawn(write_on, std::ref(database), std::ref(load));
    turn_until([&] { return load.written.size() > 10; });
    EXPECT_TRUE(database.health().good());
    server.kill();
    const auto refused = measured("mysql_refused_connects_total");
    turn_until([&] { return measured("mysql_refused_connects_total") >= refused + 6; });  // The pauses have grown to the longest.
    EXPECT_GT(load.failed, 0);
    EXPECT_FALSE(database.health().good());
    EXPECT_THAT(database.health().reason(), HasSubstr(std::to_string(server.port())));
    server.launch();
    while (!server.answers()) turn_for(5ms);
    const auto back = Clock::system().monotonic();
    const auto failed = measured("mysql_refused_connects_total");
    turn_until([&] { return load.last_success > back; });
    EXPECT_LE(measured("mysql_refused_connects_total"), failed + 4) << "none but those under way, and so within a pause";
    turn_for(100ms);
    load.over = true;
    finish();
    EXPECT_TRUE(database.health().good());
    std::string list = "0";
    for (const int number : load.written) list += "," + std::to_string(number);
    EXPECT_EQ(server.ask("select count(*) from test.t where x in (" + list + ")"), std::to_string(load.written.size()));
    server.expect_at_most(4);
  }
}

TEST_F(MysqlRecovery, ConnectionsThatDiedWhileIdleAreNotNoticedByCalls) {
  open();
  ask([](Mysql& db) -> Task<> { co_await db.execute("insert into t values (1)"); });
  server.kill();
  server.start();
  turn_for(1'500ms);  // The pool finds out, and comes back.
  turn_until([&] { return database.health().good(); });
  ask([](Mysql& db) -> Task<> { co_await db.execute("insert into t values (2)"); });
}

TEST_F(MysqlRecovery, ASessionEndedByTheServerIsReplacedWithoutAnError) {
  options.max_connections = 1;
  open();
  for (int i = 0; i < 5; ++i) {
    ask([](Mysql& db) -> Task<> { EXPECT_EQ(co_await db.one<int>("select count(*) from t"), 0); });
    server.ask("kill user app");
    // Not one turn of the loop in between: the call meets the dead connection.
    ask([](Mysql& db) -> Task<> {
      const auto outcome = co_await db.repeatable().try_one<int>("select count(*) from t");
      EXPECT_TRUE(outcome.has_value()) << outcome.error().what();
    });
  }
}

TEST_F(MysqlRecovery, OnlyWhatIsRepeatableIsMadeAgainWhenItsConnectionBreaks) {
  options.max_connections = 2;
  open();
  const auto break_in = [this] {
    while (server.running("insert%sleep%") == 0) turn_for(2ms);
    server.ask("kill user app");
  };
  scope.spawn(
      [](Mysql& db) -> Task<> {
        const auto outcome = co_await db.try_execute("insert into t select 1 + sleep(100)");
        EXPECT_FALSE(outcome.has_value());
        if (!outcome) {
          EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Unavailable);
        }
      },
      std::ref(database));
  break_in();
  finish();
  scope.spawn(
      [](Mysql& db) -> Task<> {
        const auto outcome = co_await db.repeatable().try_execute("insert into t select 10 + sleep(0.3)");
        EXPECT_TRUE(outcome.has_value()) << outcome.error().what();
      },
      std::ref(database));
  break_in();
  finish();
  EXPECT_EQ(server.ask("select group_concat(x) from test.t"), "10");
}

TEST_F(MysqlRecovery, ASilentServerIsFoundOutAndForgivenLater) {
  options.connect_timeout = 1s;
  options.cancel_timeout = 500ms;
  options.check_after = 0ms;
  open();
  ask([](Mysql& db) -> Task<> { co_await db.execute("insert into t values (1)"); });
  server.pause();
  const auto begin = Clock::system().monotonic();
  ask([](Mysql& db) -> Task<> {
    const auto outcome = co_await db.within(2s).try_execute("insert into t values (2)");
    EXPECT_FALSE(outcome.has_value());
  });
  EXPECT_LT(Clock::system().monotonic() - begin, 10s);
  turn_until([&] { return !database.health().good(); });
  server.resume();
  turn_until([&] { return database.health().good(); });
  ask([](Mysql& db) -> Task<> { co_await db.execute("insert into t values (3)"); });
}

Task<> lose_it(Mysql& db, MariaServer& server) {
  auto transaction = co_await db.begin();
  co_await transaction.execute("insert into t values (1)");
  server.kill();
  const auto lost = co_await transaction.try_execute("insert into t values (2)");
  EXPECT_FALSE(lost.has_value());
  const auto late = co_await transaction.try_commit();
  EXPECT_FALSE(late.has_value());
  if (!late) {
    EXPECT_EQ(late.error().kind(), DatabaseErrorKind::Unavailable);
  }
}

TEST_F(MysqlRecovery, ATransactionThatLosesItsServerSaysSo) {
  open();
  scope.spawn(lose_it, std::ref(database), std::ref(server));
  finish();
  server.start();
  EXPECT_EQ(server.ask("select count(*) from test.t"), "0");
}

TEST_F(MysqlRecovery, AServiceThatIsToldToLeaveWaitsForNoServer) {
  server.kill();
  options.start_timeout = 1h;
  sigset_t leave;
  sigset_t former;
  sigemptyset(&leave);
  sigaddset(&leave, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &leave, &former);
  ::raise(SIGTERM);
  EXPECT_THAT(database.open(options).text(), HasSubstr("mysql-unavailable"));
  const timespec none{};
  EXPECT_EQ(::sigtimedwait(&leave, nullptr, &none), SIGTERM);
  ::pthread_sigmask(SIG_SETMASK, &former, nullptr);
  server.start();
}

TEST_F(MysqlRecovery, WithoutAServerTheStartSaysWhatToDo) {
  server.kill();
  options.start_timeout = 200ms;
  const Diagnostics diagnostics = database.open(options);
  EXPECT_THAT(diagnostics.text(), HasSubstr("mysql-unavailable"));
  EXPECT_THAT(diagnostics.text(), HasSubstr(std::to_string(server.port())));
  EXPECT_THAT(diagnostics.text(), HasSubstr("start the server"));
  options.start_timeout = 0ms;
  open();  // Does not ask it.
  ask([](Mysql& db) -> Task<> {
    const auto outcome = co_await db.try_execute("do 1");
    EXPECT_FALSE(outcome.has_value());
    if (!outcome) {
      EXPECT_EQ(outcome.error().kind(), DatabaseErrorKind::Unavailable);
    }
  });
  server.start();
}

TEST_F(MysqlRecovery, WhatNoWaitingHealsIsToldAtOnce) {
  options.password = Secret("wrong");
  EXPECT_THAT(database.open(options).text(), HasSubstr("mysql.password"));
  options = server.options();
  options.database = "nowhere";
  EXPECT_THAT(database.open(options).text(), HasSubstr("mysql.database"));
}

}  // namespace
}  // namespace saki
