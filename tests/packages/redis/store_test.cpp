// SPDX-License-Identifier: Apache-2.0
//
// The store on a server: what every store must do, and what two processes see of each other.
#include <chrono>

#include "redis_test.h"
#include "saki/store_provider.h"
#include "support/store_conformance.h"

namespace saki {
namespace {

class OnRedis {
 public:
  explicit OnRedis(Loop& loop) : loop_(loop) {
    RedisOptions options;
    options.server = server_.address();
    options.call_timeout = 20s;
    EXPECT_TRUE(redis_.open(options).empty());
    redis_.start_worker(loop);
  }
  ~OnRedis() {
    redis_.stop_worker(loop_);
    redis_.stop();
  }
  std::unique_ptr<StoreEngine> open(const StoreOptions& options) {
    Diagnostics diagnostics;
    return redis_.stores().open_store("store", options, diagnostics);
  }
  void pass(Duration time) {
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) loop_.run_once(10ms);
  }

 private:
  Loop& loop_;
  RedisServer server_;
  Redis redis_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Redis, StoreConformance, OnRedis);

// Two engines of one server, as two processes have them.
class RedisStoreTest : public RedisTest {
 public:
  RedisStoreTest() {
    open();
    Diagnostics diagnostics;
    mine = client.stores().open_store("store", StoreOptions(), diagnostics);
    yours = client.stores().open_store("store", StoreOptions(), diagnostics);
    mine->start_worker(*loop);
    yours->start_worker(*loop);
  }
  ~RedisStoreTest() override {
    scope.drop();
    mine->stop_worker(*loop);
    yours->stop_worker(*loop);
  }

  std::unique_ptr<StoreEngine> mine;
  std::unique_ptr<StoreEngine> yours;
};

TEST_F(RedisStoreTest, TwoProcessesSeeTheSame) {
  run(
      [](RedisStoreTest& test) -> Task<> {
        StoreAccess ours(*test.mine, "a:");
        StoreAccess theirs(*test.yours, "a:");
        StoreAccess others(*test.yours, "b:");
        StoreWatch watch = co_await theirs.watch("lock");
        const bool first = co_await ours.add("lock", "me", 1h);
        const bool second = co_await theirs.add("lock", "you", 1h);
        EXPECT_TRUE(first && !second);
        const StoreEvent event = co_await watch.next();
        EXPECT_EQ(event, StoreEvent(StoreEventKind::Changed, "lock"));
        const auto elsewhere = co_await others.get("lock");
        EXPECT_EQ(elsewhere, std::nullopt);
        const Rate rate(1, 1h, 2);
        const RateVerdict one = co_await ours.throttle("who", rate);
        const RateVerdict two = co_await theirs.throttle("who", rate);
        const RateVerdict three = co_await ours.throttle("who", rate);
        EXPECT_TRUE(one.admitted && two.admitted && !three.admitted);
        EXPECT_GT(three.wait, 59min);
        EXPECT_EQ(two.remaining, 0U);
      },
      std::ref(*this));
  EXPECT_TRUE(mine->shared());
}

TEST_F(RedisStoreTest, WhatHasExpiredIsToldWithTheNextChangeAndLeavesNothing) {
  run(
      [](RedisStoreTest& test) -> Task<> {
        StoreAccess store(*test.mine, "");
        StoreWatch watch = co_await store.watch("short");
        co_await store.set("short", "x", 1ms);
        const StoreEvent changed = co_await watch.next();
        EXPECT_EQ(changed.kind, StoreEventKind::Changed);
        bool gone = false;
        while (!gone) {
          const auto value = co_await store.get("short");
          gone = !value.has_value();
        }
        co_await store.set("other", "x");
        const StoreEvent expired = co_await watch.next();
        EXPECT_EQ(expired, StoreEvent(StoreEventKind::Expired, "short"));
      },
      std::ref(*this));
  EXPECT_EQ(server.ask("ZCARD saki:store:keys"), ":1\r\n");
  EXPECT_EQ(server.ask("ZCARD saki:store:expiry"), ":0\r\n");
}

TEST_F(RedisStoreTest, TheSubscriptionLivesWhileSomebodyWatches) {
  run(
      [](RedisStoreTest& test) -> Task<> {
        StoreAccess store(*test.mine, "");
        for (int round = 0; round < 2; ++round) {
          {
            StoreWatch watch = co_await store.watch("a");
            co_await store.set("a", "x");
            const StoreEvent event = co_await watch.next();
            EXPECT_EQ(event.key, "a");
          }
          co_await store.set("a", "y");  // Told to nobody, by which the listener ends.
        }
      },
      std::ref(*this));
  turn_until([&] { return server.ask("PUBLISH saki:store:events x") == ":0\r\n"; });
}

TEST_F(RedisStoreTest, AServerThatIsGoneIsUnavailableAndNamed) {
  server.kill();
  turn_until([&] { return value("redis_connections_failed_total") > 0; });
  run(
      [](RedisStoreTest& test) -> Task<> {
        StoreAccess store(*test.mine, "");
        const auto outcome = co_await store.try_set("a", "x");
        EXPECT_EQ(failure_of(outcome), StoreErrorKind::Unavailable);
        EXPECT_STREQ(outcome ? "" : outcome.error().dependency(), "redis");
      },
      std::ref(*this));
}

}  // namespace
}  // namespace saki
