// SPDX-License-Identifier: Apache-2.0
//
// A server that is killed, restarted, stopped and told to ask for a password.
#include <map>

#include "redis_test.h"
#include "saki/task/sleep.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

class RedisRecovery : public RedisTest {
 public:
  RedisRecovery() : RedisTest({"--appendonly", "yes", "--appendfsync", "always"}) {}
};

// Counts what the server said it had added, through every failure, until told to end.
struct Load {
  std::map<std::string, std::int64_t> acknowledged;
  std::map<std::string, int> failures;
  std::int64_t successes = 0;
  bool ending = false;
};

Task<> add_again_and_again(const Redis& redis, Load& load, std::string key) {
  while (!load.ending) {
    const auto added = co_await redis.trying().incr(key);
    if (added) {
      load.acknowledged[key] = *added;
      ++load.successes;
    } else {
      ++load.failures[to_string(added.error().kind())];
      co_await sleep(2ms);
    }
  }
}

TEST_F(RedisRecovery, AServerKilledUnderLoadIsBackWithAllThatWasAcknowledged) {
  open();
  Load load;
  for (int index = 0; index < 20; ++index)
    scope.spawn(&add_again_and_again, std::cref(client), std::ref(load), "key" + std::to_string(index));
  for (int round = 0; round < 3; ++round) {
    const std::int64_t before = load.successes;
    turn_until([&] { return load.successes >= before + 500; });
    server.kill();
    const int refused = load.failures["unavailable"];
    turn_until([&] { return load.failures["unavailable"] > refused; });
    EXPECT_FALSE(client.health().good());
    server.start();
  }
  const std::int64_t before = load.successes;
  turn_until([&] { return load.successes >= before + 500; });
  load.ending = true;
  finish();
  EXPECT_TRUE(client.health().good());
  for (const auto& [key, count] : load.acknowledged) {
    const std::string stored = server.ask("GET " + key);
    EXPECT_GE(std::stoll(stored.substr(stored.find('\n') + 1)), count) << key;
  }
  turn_until([&] { return value("redis_connections") == options.connections; });
  turn_until([&] { return server.clients() == static_cast<int>(options.connections); });
  EXPECT_EQ(value("redis_in_flight"), 0);
  EXPECT_EQ(value("redis_waiting"), 0);
}

// Counted in attempts, since a clock would tell of the machine as well: from when the server answers somebody else only those under way
// fail, and between two of a connection lies no more than the longest pause. With the settings as they are unless told.
TEST_F(RedisRecovery, WithinTwoSecondsOfItsServerEverythingIsBack) {
  const RedisOptions usual;
  options.reconnect_first = usual.reconnect_first;
  options.reconnect_longest = usual.reconnect_longest;
  options.connect_timeout = usual.connect_timeout;
  options.call_timeout = usual.call_timeout;
  EXPECT_LE(usual.reconnect_longest, 1s);
  open();
  Load load;
  const RedisSubscription news = client.subscribe("news");
  scope.spawn(&add_again_and_again, std::cref(client), std::ref(load), "key");
  const auto all_is_well = [&] { return value("redis_connections") == options.connections && news.is_ready() && client.health().good(); };
  turn_until([&] { return all_is_well() && load.successes > 0; });
  for (int round = 0; round < 2; ++round) {
    server.kill();
    turn_until([&] { return !client.health().good(); });
    const auto attempts = value("redis_connections_failed_total");
    turn_until([&] { return value("redis_connections_failed_total") >= attempts + 10; });  // The pauses have grown to the longest.
    const std::int64_t before = load.successes;
    server.launch();
    turn_until([&] { return server.answers(); });
    const auto failed = value("redis_connections_failed_total");
    turn_until([&] { return all_is_well() && load.successes > before; });
    EXPECT_LE(value("redis_connections_failed_total"), failed + options.connections + 1) << "none but those under way";
  }
  load.ending = true;
  finish();
}

TEST_F(RedisRecovery, OnlyWhatIsMarkedIdempotentIsSentAgain) {
  open();
  ask([](Redis& redis) -> Task<> { co_await redis.set("a", "kept"); });
  server.pause();
  std::string plain;
  std::string idempotent;
  scope.spawn(
      [](Redis& redis, std::string& into) -> Task<> {
        const auto outcome = co_await redis.trying().incr("n");
        into = outcome ? "added" : to_string(outcome.error().kind());
      },
      std::ref(client), std::ref(plain));
  scope.spawn(
      [](Redis& redis, std::string& into) -> Task<> {
        const auto read = co_await redis.idempotent().get("a");
        into = read.value_or("");
      },
      std::ref(client), std::ref(idempotent));
  for (int turn = 0; turn < 3; ++turn) loop->run_once(Duration::zero());  // They have left.
  server.kill();
  turn_until([&] { return !plain.empty(); });
  EXPECT_EQ(plain, "lost");
  turn_until([&] { return value("redis_connections_failed_total") > 0; });
  EXPECT_EQ(idempotent, "");
  server.start();
  finish();
  EXPECT_EQ(idempotent, "kept");
  EXPECT_EQ(server.ask("EXISTS n"), ":0\r\n") << "never sent twice";
}

TEST_F(RedisRecovery, AStoppedServerTimesOutAndServesOnOnceItGoesOn) {
  options.call_timeout = 30ms;
  open();
  turn_until([&] { return value("redis_connections") == 2; });
  server.pause();
  ask([](Redis& redis) -> Task<> {
    const auto outcome = co_await redis.trying().ping();
    EXPECT_EQ(outcome ? "none" : std::string(to_string(outcome.error().kind())), "timeout");
  });
  server.resume();
  ask([](Redis& redis) -> Task<> { co_await redis.within(20s).ping(); });
}

class RedisGreeting : public RedisTest {
 public:
  RedisGreeting()
      : RedisTest({"--user", "default", "on", "nopass", "~*", "&*", "+@all", "--user", "me", "on", ">secret", "~*", "&*", "+@all"}) {}
};

TEST_F(RedisGreeting, AWrongPasswordIsToldAndNotShown) {
  options.user = "me";
  options.password = Secret("wrong-word");
  open();
  turn_until([&] { return value("redis_connections_failed_total") > 0; });
  EXPECT_THAT(client.health().reason(), HasSubstr("AUTH: WRONGPASS"));
  EXPECT_THAT(client.health().reason(), ::testing::Not(HasSubstr("wrong-word")));
}

TEST_F(RedisGreeting, UserDatabaseAndNameAreSet) {
  options.user = "me";
  options.password = Secret("secret");
  options.database = 3;
  options.client_name = "notes-1";
  options.connections = 1;
  open();
  ask([](Redis& redis) -> Task<> {
    EXPECT_EQ(co_await redis.command<std::string>("ACL", "WHOAMI"), "me");
    const std::string info = co_await redis.command<std::string>("CLIENT", "INFO");
    EXPECT_THAT(info, HasSubstr(" name=notes-1 "));
    EXPECT_THAT(info, HasSubstr(" db=3 "));
  });
}

}  // namespace
}  // namespace saki
