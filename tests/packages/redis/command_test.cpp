// SPDX-License-Identifier: Apache-2.0
//
// What is sent, and on which connections it may be.
#include "saki/redis/command.h"

#include <gmock/gmock.h>

#include <limits>
#include <map>
#include <vector>

#include "saki/redis/script.h"

namespace saki {
namespace {

std::string wire(const RedisCommand& command) {
  std::string output;
  command.write_to(output);
  return output;
}

TEST(RedisCommand, ArgumentsAreCountedAndMeasured) {
  EXPECT_EQ(wire(RedisCommand("PING")), "*1\r\n$4\r\nPING\r\n");
  EXPECT_EQ(wire(RedisCommand("SET", "key", "")), "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$0\r\n\r\n");
}

TEST(RedisCommand, NothingInAnArgumentIsACommand) {
  const std::string evil("a\r\nFLUSHALL\r\n\0b", 15);
  const RedisCommand command("GET", evil);
  EXPECT_EQ(command.size(), 2U);
  EXPECT_EQ(command.argument(1), evil);
  EXPECT_EQ(wire(command), "*2\r\n$3\r\nGET\r\n$15\r\n" + evil + "\r\n");
}

TEST(RedisCommand, NumbersAreTexts) {
  const RedisCommand command("X", -5, std::numeric_limits<std::uint64_t>::max(), 0.1, std::numeric_limits<std::int64_t>::min());
  EXPECT_EQ(command.argument(1), "-5");
  EXPECT_EQ(command.argument(2), "18446744073709551615");
  EXPECT_EQ(command.argument(3), "0.1");
  EXPECT_EQ(command.argument(4), "-9223372036854775808");
  EXPECT_EQ(RedisCommand("X", -std::numeric_limits<double>::infinity()).argument(1), "-inf");
}

TEST(RedisCommand, RangesAndPairsAddTheirElements) {
  const std::vector<std::string> keys{"a", "b"};
  const std::map<std::string, int> fields{{"x", 1}, {"y", 2}};
  const std::vector<std::byte> bytes{std::byte{0}, std::byte{255}};
  const RedisCommand command("X", keys, fields, ByteView(bytes), "z");
  EXPECT_EQ(command.size(), 9U);
  EXPECT_EQ(command.argument(2), "b");
  EXPECT_EQ(command.argument(6), "2");
  EXPECT_EQ(command.argument(7), std::string_view("\0\xff", 2));
  EXPECT_EQ(command.argument(8), "z");
  EXPECT_EQ(command.argument(9), "");
}

TEST(RedisCommand, WhatWouldBeFeltByOthersIsToldByItsName) {
  for (const char* name : {"GET", "set", "ZRANGEBYSCORE", "ZREMRANGEBYSCORE", "PING", "XADD", "", "WAITING", "EVALSHA"}) {
    EXPECT_EQ(redis_use(name), RedisUse::Shared) << name;
  }
  EXPECT_EQ(redis_use("blpop"), RedisUse::Blocking);
  EXPECT_EQ(redis_use("BZPOPMIN"), RedisUse::Blocking);
  EXPECT_EQ(redis_use("Wait"), RedisUse::Blocking);
  EXPECT_EQ(redis_use("WATCH"), RedisUse::Watching);
  EXPECT_EQ(redis_use("multi"), RedisUse::Watching);
  EXPECT_EQ(redis_use("EXEC"), RedisUse::Settling);
  EXPECT_EQ(redis_use("SELECT"), RedisUse::Altering);
  EXPECT_EQ(redis_use("PSUBSCRIBE"), RedisUse::Never);
  EXPECT_EQ(redis_use("PUNSUBSCRIBE"), RedisUse::Never);
  EXPECT_EQ(redis_use("MONITOR"), RedisUse::Never);
}

TEST(RedisCommand, OfSomeTheArgumentsDecide) {
  EXPECT_EQ(RedisCommand("XREAD", "COUNT", 1, "STREAMS", "s", "0").use(), RedisUse::Shared);
  EXPECT_EQ(RedisCommand("XREAD", "COUNT", 1, "block", 0, "STREAMS", "s", "0").use(), RedisUse::Blocking);
  EXPECT_EQ(RedisCommand("XREADGROUP", "GROUP", "g", "c", "COUNT", 1, "BLOCK", 5, "STREAMS", "s", ">").use(), RedisUse::Blocking);
  EXPECT_EQ(RedisCommand("XREAD", "STREAMS", "BLOCK", "0").use(), RedisUse::Shared) << "a stream of that name";
  EXPECT_EQ(RedisCommand("CLIENT", "list").use(), RedisUse::Shared);
  EXPECT_EQ(RedisCommand("CLIENT", "SETNAME", "x").use(), RedisUse::Altering);
  EXPECT_EQ(RedisCommand("CLIENT", "REPLY", "OFF").use(), RedisUse::Never);
}

TEST(RedisScript, IsCalledByTheDigestOfItsText) {
  const RedisScript script("return 1");
  EXPECT_EQ(script.digest(), "e0e1f9fabfc9d4800c877a703b823ac0578ff8db");  // As SCRIPT LOAD replies.
  const RedisCommand command = RedisKeys("a", "b").command(script.digest());
  EXPECT_EQ(command.name(), "EVALSHA");
  EXPECT_EQ(command.argument(2), "2");
  EXPECT_EQ(command.argument(4), "b");
}

}  // namespace
}  // namespace saki
