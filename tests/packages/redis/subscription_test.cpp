// SPDX-License-Identifier: Apache-2.0
//
// Publish and subscribe: who hears what, and what they are told when they may have missed something.
#include <thread>

#include "fake_redis.h"
#include "redis_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

class RedisSubscriptions : public RedisTest {};

Task<> listen(const Redis& redis, std::string name, bool pattern, std::vector<std::string>& heard, bool& ready) {
  RedisSubscription subscription = pattern ? redis.psubscribe(name) : redis.subscribe(name);
  co_await subscription.ready();
  ready = true;
  while (true) {
    const RedisMessage message = co_await subscription.next();
    heard.push_back(message.is_gap() ? "gap" : message.channel + "=" + message.text);
  }
}

TEST_F(RedisSubscriptions, MessagesComeInOrderToAllWhoListen) {
  open();
  std::vector<std::string> first;
  std::vector<std::string> second;
  std::vector<std::string> all;
  bool ready[3] = {};
  scope.spawn(&listen, std::cref(client), "news", false, std::ref(first), std::ref(ready[0]));
  scope.spawn(&listen, std::cref(client), "news", false, std::ref(second), std::ref(ready[1]));
  scope.spawn(&listen, std::cref(client), "n*", true, std::ref(all), std::ref(ready[2]));
  turn_until([&] { return ready[0] && ready[1] && ready[2]; });
  EXPECT_EQ(server.ask("PUBLISH news one"), ":2\r\n") << "subscribed once for a channel and once for a pattern";
  server.ask("PUBLISH notes two");
  server.ask("PUBLISH news three");
  turn_until([&] { return all.size() == 3 && first.size() == 2 && second.size() == 2; });
  EXPECT_THAT(first, ElementsAre("news=one", "news=three"));
  EXPECT_EQ(first, second);
  EXPECT_THAT(all, ElementsAre("news=one", "notes=two", "news=three"));
  scope.drop();
  turn_until([&] { return server.ask("PUBLISH news four") == ":0\r\n"; });
  turn_until([&] { return server.clients() == static_cast<int>(options.connections); });
}

TEST_F(RedisSubscriptions, AnEmptyRoomIsListenedToAgain) {
  open();
  for (int round = 0; round < 3; ++round) {
    std::vector<std::string> heard;
    bool ready = false;
    scope.spawn(&listen, std::cref(client), "news", false, std::ref(heard), std::ref(ready));
    turn_until([&] { return ready; });
    EXPECT_EQ(server.ask("PUBLISH news one"), ":1\r\n");
    turn_until([&] { return heard.size() == 1; });
    scope.drop();
  }
}

TEST_F(RedisSubscriptions, AfterARestartTheyAreSubscribedAgainAndToldOfTheGap) {
  open();
  std::vector<std::string> heard;
  bool ready = false;
  scope.spawn(&listen, std::cref(client), "news", false, std::ref(heard), std::ref(ready));
  turn_until([&] { return ready; });
  server.ask("PUBLISH news one");
  turn_until([&] { return heard.size() == 1; });
  server.kill();
  server.start();
  turn_until([&] { return server.ask("PUBLISH news two") == ":1\r\n"; });
  turn_until([&] { return heard.size() == 3; });
  EXPECT_THAT(heard, ElementsAre("news=one", "gap", "news=two"));
}

TEST_F(RedisSubscriptions, ASlowReaderIsToldOfWhatItLostInItsPlace) {
  options.message_limit = 2;
  open();
  run(
      [](RedisSubscriptions& test) -> Task<> {
        RedisSubscription subscription = test.client.subscribe("news");
        co_await subscription.ready();
        for (int index = 1; index <= 4; ++index) test.server.ask("PUBLISH news " + std::to_string(index));
        co_await test.client.ping();
        std::vector<std::string> heard;
        for (int index = 0; index < 3; ++index) {
          const RedisMessage message = co_await subscription.next();
          heard.push_back(message.is_gap() ? "gap" : message.text);
        }
        EXPECT_THAT(heard, ElementsAre("1", "2", "gap"));
        test.server.ask("PUBLISH news 5");
        EXPECT_EQ((co_await subscription.next()).text, "5");
      },
      std::ref(*this));
  EXPECT_EQ(value("redis_messages_lost_total"), 2);
}

TEST_F(RedisSubscriptions, StoppingEndsTheWait) {
  open();
  std::string ended;
  scope.spawn(
      [](Redis& redis, std::string& into) -> Task<> {
        RedisSubscription subscription = redis.subscribe("news");
        try {
          static_cast<void>(co_await subscription.next());
        } catch (const RedisError& error) {
          into = to_string(error.kind());
        }
      },
      std::ref(client), std::ref(ended));
  loop->run_once(Duration::zero());
  client.stop_worker(*loop);
  finish();
  EXPECT_EQ(ended, "closed");
}

class RedisSilence : public RedisLoopTest {};

TEST_F(RedisSilence, AConnectionThatGivesNoSignOfLifeIsMadeAgain) {
  FakeRedis server([](FakeConnection& connection, int number) {
    if (number == 1) return connection.wait_for_end();  // That of commands would take its turn; there is none before it.
    connection.read_commands(1);
    connection.send("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$2\r\nhi\r\n");
    connection.wait_for_end();
  });
  options.server = server.address();
  options.connections = 0;
  options.probe_interval = 10ms;
  options.connect_timeout = 50ms;
  open();
  ask([](Redis& redis) -> Task<> {
    RedisSubscription subscription = redis.subscribe("news");
    EXPECT_EQ((co_await subscription.next()).text, "hi");
  });
  EXPECT_GE(server.connections(), 2);  // More where a busy machine kept it from answering in time.
}

}  // namespace
}  // namespace saki
