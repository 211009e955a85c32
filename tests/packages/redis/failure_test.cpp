// SPDX-License-Identifier: Apache-2.0
//
// Servers that lie, stall, stop in the middle or are not there at all.
#include <algorithm>
#include <atomic>
#include <thread>

#include "fake_redis.h"
#include "redis_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

template <class T>
std::string kind_of(const std::expected<T, RedisError>& outcome) {
  return outcome ? "none" : to_string(outcome.error().kind());
}

class RedisFailure : public RedisLoopTest {
 public:
  RedisFailure() { options.connections = 1; }
  void meet(FakeRedis& server) {
    options.server = server.address();
    open();
    turn_until([&] { return value("redis_connections_made_total") > 0; });
  }
};

// The first connection does `first`; each later one answers one command after the other.
FakeRedis::Behaviour once(std::function<void(FakeConnection&)> first) {
  return [first = std::move(first)](FakeConnection& connection, int number) {
    if (number == 1) return first(connection);
    while (!connection.read_some().empty()) connection.send("$4\r\ngood\r\n");
  };
}

Task<> expect(const Redis& redis, std::string kind, std::string text) {
  const auto outcome = co_await redis.trying().get("a");
  EXPECT_EQ(kind_of(outcome), kind);
  EXPECT_THAT(outcome ? "" : outcome.error().what(), HasSubstr(text));
  const auto next = co_await redis.get("a");
  EXPECT_EQ(next.value_or(""), "good") << "another connection was made";
}

TEST_F(RedisFailure, GarbageEndsTheConnectionAndTheCall) {
  FakeRedis server(once([](FakeConnection& connection) {
    connection.read_commands(1);
    connection.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    connection.wait_for_end();
  }));
  meet(server);
  run(&expect, std::cref(client), "lost", "no reply of Redis");
}

TEST_F(RedisFailure, HalfAReplyAndTheEndIsALostCall) {
  FakeRedis server(once([](FakeConnection& connection) {
    connection.read_commands(1);
    connection.send("$10\r\n0123");
  }));
  meet(server);
  run(&expect, std::cref(client), "lost", "GET: the connection was lost after the command had been sent");
}

TEST_F(RedisFailure, AReplyBeyondTheLimitFailsItsCallAlone) {
  options.reply_bytes = 1000;
  FakeRedis server(once([](FakeConnection& connection) {
    connection.read_commands(1);
    connection.send("$100000\r\n" + std::string(2000, 'x'));
    connection.wait_for_end();
  }));
  meet(server);
  run(&expect, std::cref(client), "too-large", "redis.reply_bytes");
}

TEST_F(RedisFailure, AReplyThatNobodyAskedForEndsTheConnectionOnly) {
  FakeRedis server(once([](FakeConnection& connection) {
    connection.read_commands(1);
    connection.send("$3\r\none\r\n$3\r\ntwo\r\n");
    connection.wait_for_end();
  }));
  meet(server);
  ask([](Redis& redis) -> Task<> {
    EXPECT_EQ((co_await redis.get("a")).value_or(""), "one");
    EXPECT_EQ((co_await redis.get("a")).value_or(""), "good");
  });
}

TEST_F(RedisFailure, AServerThatKeepsSilentForAWholeLimitIsTakenForDead) {
  options.call_timeout = 30ms;
  FakeRedis server(once([](FakeConnection& connection) { connection.wait_for_end(); }));
  meet(server);
  ask([](Redis& redis) -> Task<> {
    const auto outcome = co_await redis.trying().get("a");
    EXPECT_EQ(kind_of(outcome), "timeout");
    EXPECT_EQ((co_await redis.within(20s).get("a")).value_or(""), "good");
  });
  EXPECT_EQ(value("redis_timeouts_total"), 1);
}

TEST_F(RedisFailure, AReplyThatComesTooLateIsNobodys) {
  std::atomic<bool> late = false;
  FakeRedis server([&](FakeConnection& connection, int) {
    connection.read_commands(1);
    connection.send("$1\r\n");  // The server lives.
    while (!late) std::this_thread::yield();
    connection.send("1\r\n");
    connection.read_commands(1);
    connection.send("$1\r\n2\r\n");
    connection.wait_for_end();
  });
  meet(server);
  run(
      [](Redis& redis, std::atomic<bool>& is_late) -> Task<> {
        const auto outcome = co_await redis.trying_within(500ms).get("a");
        EXPECT_EQ(kind_of(outcome), "timeout");
        is_late = true;
        EXPECT_EQ((co_await redis.get("a")).value_or(""), "2");
      },
      std::ref(client), std::ref(late));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(RedisFailure, CommandsOfOneTurnLeaveInOneWrite) {
  std::atomic<int> reads = 0;
  FakeRedis server([&](FakeConnection& connection, int) {
    for (int commands = 0; commands < 50; ++reads) commands += static_cast<int>(std::ranges::count(connection.read_some(), '*'));
    for (int index = 0; index < 50; ++index) connection.send(":" + std::to_string(index) + "\r\n");
    connection.wait_for_end();
  });
  meet(server);
  const auto call = [](const Redis& redis, std::int64_t wanted) -> Task<> { EXPECT_EQ(co_await redis.incr("a"), wanted); };
  for (std::int64_t index = 0; index < 50; ++index) scope.spawn(call, std::cref(client), index);
  finish();
  EXPECT_EQ(reads, 1);
}

TEST_F(RedisFailure, WhatWaitsIsBounded) {
  options.in_flight = 1;
  options.queue_limit = 2;
  options.command_bytes = 1024;
  FakeRedis server([](FakeConnection& connection, int) { connection.wait_for_end(); });
  meet(server);
  std::vector<std::string> outcomes;
  const auto call = [](const Redis& redis, std::vector<std::string>& into, std::string key) -> Task<> {
    const auto outcome = co_await redis.trying().get(key);
    into.push_back(kind_of(outcome));
  };
  scope.spawn(call, std::cref(client), std::ref(outcomes), std::string(2000, 'x'));
  EXPECT_THAT(outcomes, ::testing::ElementsAre("too-large"));
  for (int index = 0; index < 4; ++index) scope.spawn(call, std::cref(client), std::ref(outcomes), "a");
  EXPECT_THAT(outcomes, ::testing::ElementsAre("too-large", "exhausted"));
  EXPECT_EQ(value("redis_in_flight"), 1);
  EXPECT_EQ(value("redis_waiting"), 2);
  close();
  EXPECT_THAT(outcomes, ::testing::ElementsAre("too-large", "exhausted", "closed", "closed", "closed"));
}

TEST_F(RedisFailure, WhereNobodyListensCallsAreRefusedAtOnceAndHealthSaysWhy) {
  const TestFolder folder;
  options.server = "unix:" + folder.file("nobody.sock");
  open();
  turn_until([&] { return value("redis_connections_failed_total") > 0; });
  ask([](Redis& redis) -> Task<> {
    const auto outcome = co_await redis.trying().get("a");
    EXPECT_EQ(kind_of(outcome), "unavailable");
    EXPECT_THAT(outcome.error().what(), HasSubstr("nobody.sock"));
    const auto borrowed = co_await redis.try_exclusive();
    EXPECT_EQ(kind_of(borrowed), "unavailable");
  });
  EXPECT_FALSE(client.health().good());
  EXPECT_THAT(client.health().reason(), HasSubstr("nobody.sock: "));
}

TEST_F(RedisFailure, AConnectionThatIsClosedAtOnceIsNotMadeAgainInARush) {
  options.reconnect_first = 20ms;
  options.reconnect_longest = 10s;
  FakeRedis server([](FakeConnection&, int) {});
  meet(server);
  const auto end = std::chrono::steady_clock::now() + 200ms;
  while (std::chrono::steady_clock::now() < end) loop->run_once(10ms);
  EXPECT_LE(server.connections(), 6);  // After at least 10, 20, 40, 80 and 160 ms.
}

TEST_F(RedisFailure, ANameThatIsNoServersIsToldAtStart) {
  for (const char* server : {"", "localhost", ":6379", "localhost:0", "localhost:99999", "a b:1", "unix:", "http://x:1"}) {
    options.server = server;
    EXPECT_THAT(client.open(options).text(), HasSubstr("redis-server")) << server;
  }
  options.server = "redis.example:6379";
  EXPECT_TRUE(client.open(options).empty());
  options.user = "me";
  EXPECT_THAT(client.open(options).text(), HasSubstr("redis-password"));
}

}  // namespace
}  // namespace saki
