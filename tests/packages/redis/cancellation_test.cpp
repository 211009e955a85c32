// SPDX-License-Identifier: Apache-2.0
//
// Callers that go away at any moment: the connection serves on, and nobody gets another's reply.
#include "redis_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class RedisCancellation : public RedisTest {
 public:
  RedisCancellation() {
    options.connections = 1;
    open();
    turn_until([&] { return value("redis_connections") == 1; });
  }
};

Task<> echo(const Redis& redis, int number, int& answered) {
  const std::string text = std::to_string(number);
  while (true) {
    const std::string reply = co_await redis.command<std::string>("ECHO", text);
    EXPECT_EQ(reply, text);
    ++answered;
  }
}

TEST_F(RedisCancellation, RepliesOfThoseWhoLeftGoToNobody) {
  int answered = 0;
  TaskScope leaving(*loop, "leaving");
  for (int number = 0; number < 10; ++number) scope.spawn(&echo, std::cref(client), number, std::ref(answered));
  for (int round = 0; round < 50; ++round) {
    for (int number = 100; number < 105; ++number) leaving.spawn(&echo, std::cref(client), number + round, std::ref(answered));
    const int before = answered;
    turn_until([&] { return answered > before + round; });
    if (round % 2 == 0) {
      leaving.drop();
    } else {
      leaving.cancel();
      EXPECT_EQ(leaving.running(), 0U) << "a cancelled call is over at once";
    }
  }
  EXPECT_EQ(server.clients(), 1);
  EXPECT_EQ(value("redis_connections_made_total"), 1);
  scope.drop();
  ask([](Redis& redis) -> Task<> { EXPECT_EQ(co_await redis.command<std::string>("ECHO", "last"), "last"); });
  EXPECT_EQ(value("redis_in_flight"), 0);
}

TEST_F(RedisCancellation, BothFormsTellACancelledCall) {
  scope.spawn(
      [](RedisCancellation& test) -> Task<> {
        test.scope.cancel();  // From now on every wait is over at once.
        const auto outcome = co_await test.client.trying().get("a");
        EXPECT_EQ(outcome ? RedisErrorKind::Closed : outcome.error().kind(), RedisErrorKind::Cancelled);
        bool thrown = false;
        try {
          static_cast<void>(co_await test.client.get("a"));
        } catch (const Cancelled&) {
          thrown = true;
        }
        EXPECT_TRUE(thrown);
      },
      std::ref(*this));
  finish();
}

TEST_F(RedisCancellation, ACallLeavesTheQueue) {
  server.pause();
  options.in_flight = 1;
  close();
  options.connect_timeout = 20s;
  open();
  const auto call = [](const Redis& redis) -> Task<> { co_await redis.ping(); };
  for (int index = 0; index < 3; ++index) scope.spawn(call, std::cref(client));
  EXPECT_EQ(value("redis_waiting"), 3);
  scope.cancel();
  EXPECT_EQ(value("redis_waiting"), 0);
  server.resume();
}

TEST_F(RedisCancellation, ABatchIsAnsweredAsAWholeOrNotAtAll) {
  const auto send = [](const Redis& redis) -> Task<> {
    auto transaction = redis.transaction();
    transaction.add("INCR", "a").add("INCR", "b");
    static_cast<void>(co_await transaction.execute());
  };
  for (int round = 0; round < 20; ++round) {
    scope.spawn(send, std::cref(client));
    for (int turn = 0; turn < round % 4; ++turn) loop->run_once(Duration::zero());
    scope.drop();
  }
  ask([](Redis& redis) -> Task<> {
    const auto values = co_await redis.mget("a", "b");
    EXPECT_EQ(values.at(0), values.at(1));
    EXPECT_EQ(co_await redis.command<std::string>("ECHO", "x"), "x");
  });
}

class RedisExclusiveTest : public RedisTest {
 public:
  RedisExclusiveTest() {
    options.connections = 1;
    options.exclusive = 2;
    open();
  }
};

TEST_F(RedisExclusiveTest, AWatchedKeyThatChangesAbortsTheTransaction) {
  ask([](Redis& redis) -> Task<> {
    auto own = co_await redis.exclusive();
    co_await own.watch("stock");
    co_await redis.set("stock", "5");  // Somebody else.
    auto transaction = own.transaction();
    transaction.add("SET", "stock", "4");
    bool aborted = false;
    try {
      static_cast<void>(co_await transaction.execute());
    } catch (const RedisError& error) {
      aborted = error.kind() == RedisErrorKind::Aborted;
    }
    EXPECT_TRUE(aborted);
    co_await own.watch("stock");
    transaction.add("DECRBY", "stock", 2).add("GET", "stock");
    const auto replies = co_await transaction.execute();
    EXPECT_EQ(replies.at(0).integer(), 3);
    EXPECT_EQ(replies.at(1).text(), "3");
  });
  EXPECT_EQ(server.clients(), 2) << "given back as it was, and kept";
}

TEST_F(RedisExclusiveTest, AKeyThatIsNoLongerWatchedMayChange) {
  ask([](Redis& redis) -> Task<> {
    auto own = co_await redis.exclusive();
    co_await own.watch("stock");
    co_await redis.set("stock", "5");
    co_await own.unwatch();
    auto transaction = own.transaction();
    transaction.add("DECR", "stock");
    const auto replies = co_await transaction.execute();
    EXPECT_EQ(replies.at(0).integer(), 4);
  });
}

TEST_F(RedisExclusiveTest, ATransactionThatIsRefusedChangesNothing) {
  ask([](Redis& redis) -> Task<> {
    auto transaction = redis.transaction();
    transaction.add("SET", "a", 1).add("NONSENSE");
    std::string code;
    try {
      static_cast<void>(co_await transaction.execute());
    } catch (const RedisError& error) {
      code = error.what();
    }
    EXPECT_THAT(code, ::testing::HasSubstr("NONSENSE was refused"));
    EXPECT_EQ(co_await redis.exists("a"), 0);
    transaction.add("SET", "a", "x").add("INCR", "a").add("GET", "a");
    const auto replies = co_await transaction.execute();
    EXPECT_TRUE(replies.at(1).is_error()) << "undoes none of the others";
    EXPECT_EQ(replies.at(2).text(), "x");
    EXPECT_THROW(transaction.add("WATCH", "a"), RedisError);
    auto batch = redis.batch();
    batch.add("SET", "b", 1).add("INCR", "a").add("GET", "b");
    const auto each = co_await batch.send();
    EXPECT_TRUE(each.at(1).is_error());
    EXPECT_EQ(each.at(2).text(), "1");
  });
}

TEST_F(RedisExclusiveTest, ABlockingCommandKeepsNobodyElseWaiting) {
  ask([](Redis& redis) -> Task<> {
    const auto refused = co_await redis.trying().blpop("l", 1s);
    EXPECT_EQ(refused ? RedisErrorKind::Closed : refused.error().kind(), RedisErrorKind::Misuse);
  });
  std::string popped;
  scope.spawn(
      [](Redis& redis, std::string& into) -> Task<> {
        auto own = co_await redis.exclusive();
        const auto entry = co_await own.within(20s).blpop("l", 10s);
        into = entry.at(0).second;
      },
      std::ref(client), std::ref(popped));
  scope.spawn(
      [](Redis& redis) -> Task<> {
        co_await redis.ping();
        co_await redis.rpush("l", "milk");
      },
      std::ref(client));
  finish();
  EXPECT_EQ(popped, "milk");
}

TEST_F(RedisExclusiveTest, WhatIsNotAsItWasIsClosed) {
  for (const char* end : {"select", "watch", "drop"}) {
    scope.spawn(
        [](Redis& redis, std::string how) -> Task<> {
          auto own = co_await redis.exclusive();
          if (how == "select") co_await own.command("SELECT", 5);
          if (how == "watch") co_await own.watch("a");
          if (how == "drop") co_await own.within(20s).blpop("l", 20s);
        },
        std::ref(client), std::string(end));
    if (end == std::string_view("drop")) {
      turn_until([&] { return value("redis_in_flight") == 1; });
      scope.drop();
    }
    finish();
    turn_until([&] { return server.clients() == 1 && value("redis_connections_lent") == 0; });
  }
  ask([](Redis& redis) -> Task<> {
    auto own = co_await redis.exclusive();
    co_await own.ping();
  });
}

TEST_F(RedisExclusiveTest, TheyAreBoundedAndLentInTurn) {
  options.call_timeout = 20s;
  int lent = 0;
  int most = 0;
  const auto borrow = [](Redis& redis, int& now, int& top) -> Task<> {
    auto own = co_await redis.exclusive();
    top = std::max(top, ++now);
    co_await own.ping();
    --now;
  };
  for (int index = 0; index < 20; ++index) scope.spawn(borrow, std::ref(client), std::ref(lent), std::ref(most));
  finish();
  EXPECT_EQ(most, 2);
  EXPECT_EQ(server.clients(), 3);
  EXPECT_EQ(value("redis_connections_lent"), 0);
}

TEST_F(RedisExclusiveTest, ScriptsAreSentOnceAndThenByTheirDigest) {
  ask([](Redis& redis) -> Task<> {
    const RedisScript script("return {KEYS[1], ARGV[1], redis.call('incr', KEYS[1])}");
    for (int round = 1; round <= 2; ++round) {
      const auto parts = co_await redis.run<std::vector<std::string>>(script, RedisKeys("k"), "v");
      EXPECT_THAT(parts, ::testing::ElementsAre("k", "v", std::to_string(round)));
    }
    const std::string stats = co_await redis.command<std::string>("INFO", "commandstats");
    EXPECT_THAT(stats, ::testing::HasSubstr("cmdstat_eval:calls=1,"));
    EXPECT_THAT(stats, ::testing::HasSubstr("cmdstat_evalsha:calls=2,"));
    const RedisScript broken("return redis.call('incr')");
    const auto outcome = co_await redis.trying().run(broken, RedisKeys());
    EXPECT_FALSE(outcome);
  });
}

}  // namespace
}  // namespace saki
