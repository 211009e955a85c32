// SPDX-License-Identifier: Apache-2.0
//
// Every family of commands, on a real server.
#include <limits>
#include <set>

#include "redis_test.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::Pair;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class RedisFamilies : public RedisTest {
 public:
  RedisFamilies() { open(); }
};

TEST_F(RedisFamilies, TextsAreSetReadAndChangedInParts) {
  ask([](Redis& redis) -> Task<> {
    EXPECT_EQ(co_await redis.get("none"), std::nullopt);
    co_await redis.set("a", "1");
    EXPECT_THAT(co_await redis.get("a"), Optional(std::string("1")));
    EXPECT_FALSE(co_await redis.add("a", "2"));
    EXPECT_TRUE(co_await redis.add("b", "2", 10s));
    EXPECT_TRUE(co_await redis.replace("b", "3"));
    EXPECT_FALSE(co_await redis.replace("none", "3"));
    EXPECT_THAT(co_await redis.mget("a", "none", "b"), ElementsAre("1", std::nullopt, "3"));
    EXPECT_THAT(co_await redis.get_set("a", "x"), Optional(std::string("1")));
    EXPECT_EQ(co_await redis.append("a", "yz"), 3);
    EXPECT_EQ(co_await redis.strlen("a"), 3);
    EXPECT_EQ(co_await redis.getrange("a", 1, -1), "yz");
    EXPECT_EQ(co_await redis.setrange("a", 1, "--"), 3);
    EXPECT_THAT(co_await redis.getdel("a"), Optional(std::string("x--")));
    EXPECT_EQ(co_await redis.exists("a", "b"), 1);
    co_await redis.mset("m", "1", "n", "2");
    const std::vector<std::string> keys{"m", "n", "none"};
    EXPECT_EQ(co_await redis.del(keys), 2);
    EXPECT_EQ(co_await redis.unlink("b"), 1);
    const std::string bytes("\0\r\n\xff", 4);
    co_await redis.set(bytes, bytes);
    EXPECT_THAT(co_await redis.get(bytes), Optional(bytes));
  });
}

TEST_F(RedisFamilies, CountersCountAndKeysExpire) {
  ask([](Redis& redis) -> Task<> {
    EXPECT_EQ(co_await redis.incr("n"), 1);
    EXPECT_EQ(co_await redis.incrby("n", 41), 42);
    EXPECT_EQ(co_await redis.decr("n"), 41);
    EXPECT_DOUBLE_EQ(co_await redis.incrbyfloat("n", 0.5), 41.5);
    const RedisLifetime endless = co_await redis.ttl("n");
    EXPECT_TRUE(endless.exists() && !endless.left());
    EXPECT_TRUE(co_await redis.expire("n", 100s));
    const RedisLifetime bounded = co_await redis.ttl("n");
    EXPECT_GT(bounded.left().value_or(0ms), 10s);
    EXPECT_TRUE(co_await redis.persist("n"));
    EXPECT_TRUE(co_await redis.expire_at("n", WallTime(1s)));
    const RedisLifetime gone = co_await redis.ttl("n");
    EXPECT_FALSE(gone.exists());
    EXPECT_FALSE(co_await redis.expire("n", 1s));
    co_await redis.set("t", "x", 1h);
    EXPECT_THAT(co_await redis.getex("t", 2h), Optional(std::string("x")));
    EXPECT_EQ(co_await redis.type("t"), "string");
    co_await redis.rename("t", "u");
    EXPECT_EQ(co_await redis.dbsize(), 1);
    co_await redis.ping();
  });
}

TEST_F(RedisFamilies, HashesHaveFields) {
  ask([](Redis& redis) -> Task<> {
    EXPECT_EQ(co_await redis.hset("h", "a", 1, "b", 2), 2);
    const std::vector<std::pair<std::string, std::string>> more{{"b", "3"}, {"c", "4"}};
    EXPECT_EQ(co_await redis.hset("h", more), 1);
    EXPECT_FALSE(co_await redis.hsetnx("h", "a", 9));
    EXPECT_THAT(co_await redis.hget("h", "b"), Optional(std::string("3")));
    EXPECT_THAT(co_await redis.hmget("h", "a", "z"), ElementsAre("1", std::nullopt));
    EXPECT_THAT(co_await redis.hgetall("h"), UnorderedElementsAre(Pair("a", "1"), Pair("b", "3"), Pair("c", "4")));
    EXPECT_EQ(co_await redis.hincrby("h", "a", 5), 6);
    EXPECT_EQ(co_await redis.hdel("h", "a", "z"), 1);
    EXPECT_FALSE(co_await redis.hexists("h", "a"));
    EXPECT_EQ(co_await redis.hlen("h"), 2);
    EXPECT_THAT(co_await redis.hkeys("h"), UnorderedElementsAre("b", "c"));
    EXPECT_THAT(co_await redis.hvals("h"), UnorderedElementsAre("3", "4"));
  });
}

TEST_F(RedisFamilies, ListsGrowAndShrinkAtBothEnds) {
  ask([](Redis& redis) -> Task<> {
    EXPECT_EQ(co_await redis.rpush("l", "b", "c"), 2);
    EXPECT_EQ(co_await redis.lpush("l", "a"), 3);
    EXPECT_THAT(co_await redis.lrange("l", 0, -1), ElementsAre("a", "b", "c"));
    EXPECT_THAT(co_await redis.lindex("l", 1), Optional(std::string("b")));
    EXPECT_THAT(co_await redis.lpop("l"), Optional(std::string("a")));
    EXPECT_THAT(co_await redis.rpop("l"), Optional(std::string("c")));
    EXPECT_EQ(co_await redis.llen("l"), 1);
    EXPECT_EQ(co_await redis.rpush("l", "b", "c"), 3);
    co_await redis.ltrim("l", 0, 0);
    EXPECT_THAT(co_await redis.lrange("l", 0, -1), ElementsAre("b"));
    EXPECT_EQ(co_await redis.lrem("l", 0, "b"), 1);
    EXPECT_EQ(co_await redis.lpop("l"), std::nullopt);
    EXPECT_THAT(co_await redis.lpop("l", 5), SizeIs(0));
  });
}

TEST_F(RedisFamilies, SetsAreCompared) {
  ask([](Redis& redis) -> Task<> {
    EXPECT_EQ(co_await redis.sadd("s", "a", "b", "c"), 3);
    EXPECT_EQ(co_await redis.sadd("r", "b", "d"), 2);
    EXPECT_EQ(co_await redis.srem("s", "c"), 1);
    EXPECT_TRUE(co_await redis.sismember("s", "a"));
    EXPECT_EQ(co_await redis.scard("s"), 2);
    EXPECT_THAT(co_await redis.smembers("s"), UnorderedElementsAre("a", "b"));
    EXPECT_THAT(co_await redis.sinter("s", "r"), ElementsAre("b"));
    EXPECT_THAT(co_await redis.sunion("s", "r"), UnorderedElementsAre("a", "b", "d"));
    EXPECT_THAT(co_await redis.sdiff("s", "r"), ElementsAre("a"));
    EXPECT_TRUE((co_await redis.spop("r")).has_value());
  });
}

TEST_F(RedisFamilies, SortedSetsAreInTheOrderOfTheirScores) {
  ask([](Redis& redis) -> Task<> {
    EXPECT_TRUE(co_await redis.zadd("z", 1.5, "a"));
    EXPECT_TRUE(co_await redis.zadd("z", 3, "b"));
    EXPECT_FALSE(co_await redis.zadd("z", 2, "b"));
    EXPECT_DOUBLE_EQ(co_await redis.zincrby("z", 0.5, "a"), 2);
    EXPECT_THAT(co_await redis.zscore("z", "a"), Optional(2.0));
    EXPECT_EQ(co_await redis.zscore("z", "none"), std::nullopt);
    EXPECT_THAT(co_await redis.zrank("z", "b"), Optional(1));
    EXPECT_THAT(co_await redis.zrange("z", 0, -1), ElementsAre("a", "b"));
    EXPECT_THAT(co_await redis.zrange_with_scores("z", 0, 0), ElementsAre(Pair("a", 2.0)));
    EXPECT_THAT(co_await redis.zrangebyscore("z", 0, std::numeric_limits<double>::infinity()), SizeIs(2));
    EXPECT_THAT(co_await redis.zpopmin("z", 1), ElementsAre(Pair("a", 2.0)));
    EXPECT_EQ(co_await redis.zremrangebyscore("z", 0, 5), 1);
    EXPECT_EQ(co_await redis.zcard("z"), 0);
    EXPECT_EQ(co_await redis.zrem("z", "b"), 0);
  });
}

TEST_F(RedisFamilies, StreamsAreReadOnFromAnEntryAndByGroups) {
  ask([](Redis& redis) -> Task<> {
    const std::string first = co_await redis.xadd("s", "what", "made", "by", 7);
    co_await redis.xadd_capped("s", 100, "what", "sold");
    EXPECT_EQ(co_await redis.xlen("s"), 2);
    const auto all = co_await redis.xrange("s", "-", "+", 10);
    EXPECT_THAT(all, SizeIs(2));
    EXPECT_THAT(all.at(0).fields, ElementsAre(Pair("what", "made"), Pair("by", "7")));
    const auto after = co_await redis.xread("s", first, 10);
    EXPECT_THAT(after.at(0).entries, SizeIs(1));
    EXPECT_EQ(after.at(0).key, "s");

    co_await redis.xgroup_create("s", "g", "0");
    const auto given = co_await redis.xreadgroup("s", "g", "me", 1);
    EXPECT_EQ(given.at(0).entries.at(0).id, first);
    EXPECT_EQ(co_await redis.xack("s", "g", first), 1);
    EXPECT_EQ(co_await redis.xdel("s", first), 1);
    EXPECT_EQ(co_await redis.xtrim("s", 0), 1);
    EXPECT_THAT(co_await redis.xread("s", "$", 1), SizeIs(0));
    const auto again = co_await redis.trying().xgroup_create("s", "g", "0");
    EXPECT_EQ(again ? "" : again.error().code(), "BUSYGROUP");
  });
}

TEST_F(RedisFamilies, ScansGoThroughAllPages) {
  ask([](Redis& redis) -> Task<> {
    auto batch = redis.batch();
    for (int index = 0; index < 500; ++index) batch.add("SET", "key:" + std::to_string(index), index).add("HSET", "h", index, index);
    batch.add("SET", "other", 1).add("SADD", "s", "a").add("ZADD", "z", 1, "a");
    EXPECT_THAT(co_await batch.send(), SizeIs(1003));
    std::set<std::string> keys;
    auto scan = redis.scan("key:*", 50);
    int pages = 0;
    for (; !scan.done(); ++pages) {
      const std::vector<std::string> page = co_await scan.next();
      keys.insert(page.begin(), page.end());
    }
    EXPECT_EQ(keys.size(), 500U);
    EXPECT_GT(pages, 1);
    std::size_t fields = 0;
    auto of_hash = redis.hscan("h");
    while (!of_hash.done()) fields += (co_await of_hash.next()).size();
    EXPECT_EQ(fields, 500U);
    auto of_set = redis.sscan("s");
    EXPECT_THAT(co_await of_set.next(), ElementsAre("a"));
    auto of_sorted = redis.zscan("z");
    EXPECT_THAT(co_await of_sorted.next(), ElementsAre(Pair("a", 1.0)));
    EXPECT_TRUE(of_sorted.done());
  });
}

TEST_F(RedisFamilies, RawCommandsGiveRepliesAndRefusalsTellWhatTheyAre) {
  ask([](Redis& redis) -> Task<> {
    const RedisReply reply = co_await redis.command("LPUSH", "l", "x");
    EXPECT_EQ(reply.integer(), 1);
    EXPECT_EQ(co_await redis.command<std::string>("ECHO", "hello"), "hello");
    const auto wrong = co_await redis.trying().get("l");
    EXPECT_EQ(wrong ? "" : wrong.error().code(), "WRONGTYPE");
    EXPECT_EQ(wrong ? RedisErrorKind::Closed : wrong.error().kind(), RedisErrorKind::Refused);
    const auto mismatch = co_await redis.trying().command<std::int64_t>("ECHO", "x");
    EXPECT_EQ(mismatch ? RedisErrorKind::Closed : mismatch.error().kind(), RedisErrorKind::Mismatch);
    const auto unknown = co_await redis.trying().command("NONSENSE", "secret");
    EXPECT_FALSE(unknown);
    EXPECT_THAT(unknown.error().what(), HasSubstr("unknown command"));
    EXPECT_THAT(unknown.error().what(), ::testing::Not(HasSubstr("secret")));
    const auto watched = co_await redis.trying().command("WATCH", "a");
    EXPECT_EQ(watched ? RedisErrorKind::Closed : watched.error().kind(), RedisErrorKind::Misuse);
    bool thrown = false;
    try {
      co_await redis.incr("l");
    } catch (const DependencyError& error) {
      thrown = error.dependency() == std::string_view("redis");
    }
    EXPECT_TRUE(thrown);
  });
}

}  // namespace
}  // namespace saki
