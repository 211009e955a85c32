// SPDX-License-Identifier: Apache-2.0
//
// Version 3 of the protocol, where the build's hiredis has it, and its refusal where not.
#include "hiredis/hiredis.h"
#include "redis_test.h"
#include "saki/service.h"
#include "saki/test_start.h"

namespace saki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RedisVersionThree : public RedisTest {
 public:
  void SetUp() override {
    options.protocol = 3;
    if (HIREDIS_MAJOR >= 1) open();
  }
};

TEST_F(RedisVersionThree, IsRefusedAtTheStartByAnOlderReader) {
  Service service("notes", "0.1.0");
  service.add_package(std::make_unique<Redis>());
  const std::string told = start_refusal(service, {.config = "redis: {protocol: 3}"});
  if (HIREDIS_MAJOR >= 1) {
    EXPECT_EQ(told, "");
  } else {
    EXPECT_THAT(told, HasSubstr("error[redis-protocol]"));
    EXPECT_THAT(told, HasSubstr("set redis.protocol to 2"));
  }
}

#if HIREDIS_MAJOR >= 1

TEST_F(RedisVersionThree, RepliesComeAsWhatTheyAre) {
  ask([](Redis& redis) -> Task<> {
    co_await redis.command("HSET", "h", "field", "value");
    const RedisReply map = co_await redis.command("HGETALL", "h");
    EXPECT_EQ(map.kind(), RedisReplyKind::Map);
    EXPECT_EQ(map.size(), 2U);
    co_await redis.command("SADD", "s", "member");
    const RedisReply set = co_await redis.command("SMEMBERS", "s");
    EXPECT_EQ(set.kind(), RedisReplyKind::Set);
    co_await redis.command("ZADD", "z", "1.5", "member");
    const RedisReply score = co_await redis.command("ZSCORE", "z", "member");
    EXPECT_EQ(score.kind(), RedisReplyKind::Real);
    EXPECT_EQ(score.text(), "1.5");
    const RedisReply yes = co_await redis.command("EVAL", "redis.setresp(3); return true", "0");
    EXPECT_EQ(yes.kind(), RedisReplyKind::Boolean);
    EXPECT_EQ(yes.integer(), 1);
    const RedisReply nothing = co_await redis.command("GET", "no such key");
    EXPECT_TRUE(nothing.is_nil());
    const RedisReply verbatim = co_await redis.command("LATENCY", "DOCTOR");
    EXPECT_THAT(verbatim.text(), ::testing::Not(HasSubstr("txt:")));
  });
}

TEST_F(RedisVersionThree, CallsWithTypesGiveTheSameAsBefore) {
  ask([](Redis& redis) -> Task<> {
    co_await redis.hset("h", "field", "value");
    const auto fields = co_await redis.hgetall("h");
    EXPECT_THAT(fields, ElementsAre(::testing::Pair("field", "value")));
    co_await redis.sadd("s", "member");
    const auto members = co_await redis.smembers("s");
    EXPECT_THAT(members, ElementsAre("member"));
  });
}

#endif

}  // namespace
}  // namespace saki
