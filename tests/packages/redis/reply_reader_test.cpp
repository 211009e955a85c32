// SPDX-License-Identifier: Apache-2.0
//
// Bytes of the protocol, cut anywhere, and what bounds them.
#include "reply_reader.h"

#include <gmock/gmock.h>

#include "backoff.h"
#include "saki/redis/lifetime.h"
#include "saki/redis/stream_entry.h"
#include "saki/redis/value.h"

namespace saki {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

constexpr const char* kReplies =
    "+OK\r\n-ERR no such thing\r\n:-42\r\n$5\r\nhe\r\no\r\n$-1\r\n*-1\r\n*0\r\n*3\r\n:1\r\n*2\r\n$1\r\na\r\n$0\r\n\r\n$-1\r\n";

// What a reader gives of `bytes`, given to it in pieces of `piece` bytes.
std::vector<RedisReply> read_all(std::string_view bytes, std::size_t piece) {
  const RedisOptions options;
  RedisReplyReader reader(options);
  std::vector<RedisReply> replies;
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) {
    EXPECT_TRUE(reader.feed(as_bytes(bytes.substr(0, piece))));
    while (true) {
      RedisReply reply;
      const auto got = reader.next(reply);
      EXPECT_TRUE(got);
      if (!got || !*got) break;
      replies.push_back(std::move(reply));
    }
  }
  return replies;
}

RedisReply read_one(std::string_view bytes) { return read_all(bytes, bytes.size()).at(0); }

std::string refusal(std::string_view bytes, const RedisOptions& options = {}) {
  RedisReplyReader reader(options);
  if (const auto fed = reader.feed(as_bytes(bytes)); !fed) return to_string(fed.error().kind());
  while (true) {
    RedisReply reply;
    const auto got = reader.next(reply);
    if (!got) return to_string(got.error().kind());
    if (!*got) return "waits";
  }
}

TEST(RedisReplyReader, RepliesAreTheSameWhereverTheBytesAreCut) {
  for (std::size_t piece = 1; piece <= std::string_view(kReplies).size(); ++piece) {
    const std::vector<RedisReply> replies = read_all(kReplies, piece);
    ASSERT_EQ(replies.size(), 8U) << piece;
    EXPECT_EQ(replies[0].text(), "OK");
    EXPECT_EQ(replies[1].error_code(), "ERR");
    EXPECT_EQ(replies[2].integer(), -42);
    EXPECT_EQ(replies[3].text(), "he\r\no");
    EXPECT_TRUE(replies[4].is_nil());
    EXPECT_TRUE(replies[5].is_nil());
    EXPECT_EQ(replies[6].kind(), RedisReplyKind::Array);
    EXPECT_EQ(replies[6].size(), 0U);
    ASSERT_EQ(replies[7].size(), 3U);
    EXPECT_EQ(replies[7][1][0].text(), "a");
    EXPECT_EQ(replies[7][1][1].text(), "");
    EXPECT_TRUE(replies[7][2].is_nil());
    EXPECT_THROW(static_cast<void>(replies[7][3]), std::out_of_range);
  }
}

TEST(RedisReplyReader, GarbageIsRefused) {
  EXPECT_EQ(refusal("HTTP/1.1 400 Bad Request\r\n"), "protocol");
  EXPECT_EQ(refusal("$-7\r\n"), "protocol");
  EXPECT_EQ(refusal("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1\r\n"), "protocol") << "deeper than anything of Redis";
}

TEST(RedisReplyReader, AnAnnouncedCountTakesNoMemory) { EXPECT_EQ(refusal("*1000000000\r\n:1\r\n"), "waits"); }

TEST(RedisReplyReader, WhatIsBeyondALimitIsRefused) {
  RedisOptions options;
  options.reply_bytes = 10;
  EXPECT_EQ(refusal("$10\r\n0123456789\r\n", options), "waits");
  EXPECT_EQ(refusal("$11\r\n01234567890\r\n", options), "too-large");
  EXPECT_EQ(refusal("*2\r\n$6\r\n012345\r\n$6\r\n012345\r\n", options), "too-large");
  EXPECT_EQ(refusal("$1000\r\n01234567890123456789", options), "too-large") << "before it is whole";
  options.reply_elements = 3;
  EXPECT_EQ(refusal("*2\r\n:1\r\n:2\r\n*2\r\n:1\r\n:2\r\n", options), "waits") << "counted for each reply";
  EXPECT_EQ(refusal("*3\r\n:1\r\n:2\r\n:3\r\n", options), "too-large");
}

template <class T>
T value(std::string_view bytes) {
  return *RedisValue<T>::from(read_one(bytes));
}

template <class T>
std::string mismatch(std::string_view bytes) {
  const auto read = RedisValue<T>::from(read_one(bytes));
  return read ? "none" : read.error().of("GET").what();
}

TEST(RedisValue, RepliesBecomeWhatIsWanted) {
  EXPECT_EQ(value<std::string>("$1\r\na\r\n"), "a");
  EXPECT_EQ(value<std::string>(":7\r\n"), "7");
  EXPECT_EQ(value<std::optional<std::string>>("$-1\r\n"), std::nullopt);
  EXPECT_EQ(value<std::int64_t>("$2\r\n-7\r\n"), -7);
  EXPECT_EQ(value<double>("$4\r\n-inf\r\n"), -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(value<bool>("+OK\r\n"));
  EXPECT_FALSE(value<bool>("$-1\r\n"));
  EXPECT_THAT(value<std::vector<std::int64_t>>("*2\r\n:1\r\n$1\r\n2\r\n"), ElementsAre(1, 2));
  EXPECT_TRUE(value<std::vector<std::string>>("*-1\r\n").empty());
  using Pairs = std::vector<std::pair<std::string, double>>;
  EXPECT_THAT(value<Pairs>("*2\r\n$1\r\na\r\n$3\r\n1.5\r\n"), ElementsAre(Pair("a", 1.5)));
  EXPECT_THAT(value<Pairs>("*1\r\n*2\r\n$1\r\na\r\n$3\r\n1.5\r\n"), ElementsAre(Pair("a", 1.5)));
  EXPECT_FALSE(value<RedisLifetime>(":-2\r\n").exists());
  EXPECT_TRUE(value<RedisLifetime>(":-1\r\n").exists());
  EXPECT_EQ(value<RedisLifetime>(":5\r\n").left(), std::chrono::milliseconds(5));
}

TEST(RedisValue, AnotherFormIsToldWithTheCommand) {
  EXPECT_EQ(mismatch<std::string>("*0\r\n"), "GET: the reply is array where a text was wanted");
  EXPECT_THAT(mismatch<std::int64_t>("$1\r\nx\r\n"), HasSubstr("an integer"));
  EXPECT_THAT(mismatch<std::int64_t>("$2\r\n1x\r\n"), HasSubstr("an integer"));
  EXPECT_THAT(mismatch<double>("$0\r\n\r\n"), HasSubstr("a number"));
  EXPECT_THAT(mismatch<bool>("$1\r\nx\r\n"), HasSubstr("a flag"));
  EXPECT_THAT(mismatch<std::vector<std::string>>(":1\r\n"), HasSubstr("a list"));
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  EXPECT_THAT(mismatch<Pairs>("*1\r\n$1\r\na\r\n"), HasSubstr("pairs"));
  EXPECT_THAT(mismatch<Pairs>("*1\r\n*1\r\n:1\r\n"), HasSubstr("pair"));
  EXPECT_THAT(mismatch<RedisStreamEntry>("*1\r\n:1\r\n"), HasSubstr("an entry"));
}

TEST(RedisBackoff, DoublesUpToTheLongestAndIsSpread) {
  using std::chrono::milliseconds;
  RedisOptions options;
  options.reconnect_first = milliseconds(50);
  options.reconnect_longest = milliseconds(300);
  EXPECT_EQ(redis_backoff(options, 1, 0), milliseconds(25));
  EXPECT_EQ(redis_backoff(options, 1, 0xFFFFFFFF), milliseconds(50));
  EXPECT_EQ(redis_backoff(options, 2, 0xFFFFFFFF), milliseconds(100));
  EXPECT_EQ(redis_backoff(options, 4, 0xFFFFFFFF), milliseconds(300));
  EXPECT_EQ(redis_backoff(options, 4'000'000'000, 0), milliseconds(150));
}

}  // namespace
}  // namespace saki
