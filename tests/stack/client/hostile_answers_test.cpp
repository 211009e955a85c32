// SPDX-License-Identifier: Apache-2.0
//
// Answers that are malformed, smuggle another one, or never end: each is a failure that says what it was, and costs its connection.
#include "stack/client/client_fixture.h"

namespace saki::client {
namespace {

struct Hostile {
  const char* name;
  std::string answer;
  std::string told;  // Part of the failure's text.
};

std::vector<Hostile> hostile_answers() {
  const std::string ok = "HTTP/1.1 200 OK\r\n";
  return {
      {"nothing at all", "", "ended within the answer"},
      {"another protocol", "SSH-2.0-OpenSSH_9.2\r\n", "status line"},
      {"a request instead of an answer", "GET / HTTP/1.1\r\n\r\n", "status line"},
      {"HTTP/2's preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "status line"},
      {"a version not spoken", "HTTP/3.0 200 OK\r\n\r\n", "not in HTTP/1"},
      {"a bare LF behind the status line", "HTTP/1.1 200 OK\nContent-Length: 0\r\n\r\n", "status line"},
      {"a bare LF behind a field", ok + "A: b\nContent-Length: 0\r\n\r\n", "CR LF"},
      {"a bare CR in a value", ok + "A: b\rContent-Length: 0\r\n\r\n", "CR LF"},
      {"a folded field", ok + "Content-Length:\r\n 5\r\n\r\nhello", "folded"},
      {"a space before the colon", ok + "Content-Length : 5\r\n\r\nhello", "field name"},
      {"a control character in a value",
       ok + "A: b\x01"
            "c\r\n\r\n",
       "control character"},
      {"two lengths that differ", ok + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", "more than one Content-Length"},
      {"two lengths that agree", ok + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "more than one Content-Length"},
      {"a list of lengths", ok + "Content-Length: 5, 5\r\n\r\nhello", "Content-Length"},
      {"a negative length", ok + "Content-Length: -5\r\n\r\nhello", "Content-Length"},
      {"a length with a sign", ok + "Content-Length: +5\r\n\r\nhello", "Content-Length"},
      {"a hexadecimal length", ok + "Content-Length: 0x5\r\n\r\nhello", "Content-Length"},
      {"a length that overflows", ok + "Content-Length: 18446744073709551621\r\n\r\nhello", "Content-Length"},
      {"length and coding together", ok + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "both"},
      {"chunked that is not last", ok + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", "Transfer-Encoding"},
      {"chunked twice", ok + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "Transfer-Encoding"},
      {"a coding nobody knows", ok + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "transfer coding"},
      {"chunked in HTTP/1.0", "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "HTTP/1.0"},
      {"a chunk size with a sign", ok + "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n", "chunk"},
      {"a chunk size that overflows", ok + "Transfer-Encoding: chunked\r\n\r\n10000000000000005\r\nhello\r\n0\r\n\r\n", "chunk"},
      {"a chunk without its line end", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloX\r\n0\r\n\r\n", "chunk"},
      {"a bare LF behind a chunk size", ok + "Transfer-Encoding: chunked\r\n\r\n5\nhello\r\n0\r\n\r\n", "chunk"},
      {"a trailer that is none", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nno trailer\r\n\r\n", "trailer"},
      {"an endless chunk extension", ok + "Transfer-Encoding: chunked\r\n\r\n1;" + std::string(30'000, 'a'), "chunks carry more framing"},
      {"endless trailers", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: " + std::string(30'000, 'a'), "trailers are too large"},
      {"an endless status line", "HTTP/1.1 200 " + std::string(60'000, 'a'), "head is too large"},
      {"an endless field", ok + "A: " + std::string(60'000, 'a'), "head is too large"},
      {"too many fields",
       ok +
           [] {
             std::string fields;
             for (int i = 0; i < 101; ++i) fields += "A: b\r\n";
             return fields;
           }() +
           "\r\n",
       "too many fields"},
      {"interim answers without end",
       [] {
         std::string text;
         for (int i = 0; i < 11; ++i) text += "HTTP/1.1 103 Early Hints\r\n\r\n";
         return text;
       }(),
       "too many interim"},
      {"an upgrade that nobody asked for", "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
       "not asked for"},
      {"an end within the status line", "HTTP/1.1 20", "ended within"},
      {"an end within the fields", ok + "Content-Le", "ended within"},
      {"an end within counted content", ok + "Content-Length: 6\r\n\r\nhello", "ended within"},
      {"an end within a chunk", ok + "Transfer-Encoding: chunked\r\n\r\n6\r\nhello", "ended within"},
      {"an end before the last chunk", ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "ended within"},
      {"an end within the trailers", ok + "Transfer-Encoding: chunked\r\n\r\n0\r\nA: b\r\n", "ended within"},
      {"content that is not in its coding", ok + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello", "not in the coding"},
      {"a coding that was not asked for", ok + "Content-Encoding: compress\r\nContent-Length: 5\r\n\r\nhello", "not asked for"},
      {"two codings", ok + "Content-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nhello", "not asked for"},
      {"coded content that is cut short",
       ok + "Content-Encoding: gzip\r\nContent-Length: 10\r\n\r\n\x1f\x8b\x08" + std::string("\0\0\0\0\0\0\3", 7), "not in the coding"},
  };
}

using HostileAnswers = ClientFixture;

TEST_F(HostileAnswers, EachFailsWithItsReasonAndLeavesNoConnection) {
  for (const Hostile& hostile : hostile_answers()) {
    SCOPED_TRACE(hostile.name);
    server_.expect({await_head(), say(hostile.answer), finish_sending(), await_end()});
    const Asked asked = ask();
    ASSERT_TRUE(asked.failure);
    EXPECT_THAT(asked.failure->text(), testing::HasSubstr(hostile.told));
    EXPECT_THAT(asked.failure->text(), testing::HasSubstr(server_.address().text()));
    EXPECT_EQ(client().counts().connections, 0U);
  }
}

TEST_F(HostileAnswers, NoneIsTakenDifferentlyForWhereItIsCut) {
  for (const Hostile& hostile : hostile_answers()) {
    if (hostile.answer.size() > 400) continue;
    SCOPED_TRACE(hostile.name);
    for (std::size_t at = 1; at < hostile.answer.size(); ++at) {
      server_.expect({await_head(), say_cut(hostile.answer, at), finish_sending(), await_end()});
      const Asked asked = ask();
      ASSERT_TRUE(asked.failure) << at;
      EXPECT_THAT(asked.failure->text(), testing::HasSubstr(hostile.told)) << at;
    }
  }
  EXPECT_EQ(client().counts().connections, 0U);
}

// What follows an answer before the next request was sent answers nobody.
TEST_F(HostileAnswers, ASecondAnswerBehindTheFirstIsNotTheNextRequests) {
  const std::string first = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst";
  const std::string planted = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nplanted";
  server_.expect({await_head(), say(first + planted), await_end()});
  server_.expect(answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond"));
  EXPECT_EQ(ask().content, "first");
  EXPECT_EQ(client().counts().connections, 0U);
  EXPECT_EQ(ask().content, "second");
}

TEST_F(HostileAnswers, OneThatComesWhileNobodyAsksIsNotTheNextRequests) {
  const std::string first = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst";
  server_.expect({await_head(), say(first), await_head(), say("never")});
  EXPECT_EQ(ask().content, "first");
  server_.expect({await_head(), say_cut(first + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nplanted", first.size()), await_end()});
  client().close_idle();
  EXPECT_EQ(ask().content, "first");
  turns();  // Now it comes.
  server_.expect(answering("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond"));
  EXPECT_EQ(ask().content, "second");
  EXPECT_EQ(server_.connections(), 3U);
}

TEST_F(HostileAnswers, NorThatOfWhoWaitsForTheConnection) {
  options_.limits.connections_per_origin = 1;
  const std::string first = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfirst";
  server_.expect({await_head(), say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"),
                  say(std::string(100'000, 'a') + "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nplanted"), await_end()});
  server_.expect(answering(first));
  const Request asking = request();
  Asked one;
  Asked other;
  begin(asking, one);
  begin(asking, other);
  settle();
  EXPECT_EQ(one.content.size(), 100'000U);
  EXPECT_EQ(other.content, "first");
}

// Servers that send content where none can be: HEAD, 204, 304. It must not be taken for the next answer.
TEST_F(HostileAnswers, ContentWhereNoneCanBeCostsTheConnection) {
  const std::pair<const char*, std::string> answers[]{
      {"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"},
      {"GET", "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\nhello"},
      {"GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\nhello"},
      {"GET", "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"}};
  for (const auto& [method, answer] : answers) {
    server_.expect({await_head(), say(answer), await_end()});
    const Asked asked = ask(method);
    EXPECT_FALSE(asked.failure) << answer;
    EXPECT_EQ(asked.content, "") << answer;
    EXPECT_EQ(client().counts().connections, 0U) << answer;
  }
}

TEST_F(HostileAnswers, AByteAtATimeIsTooSlowOnceTheHeadIsDue) {
  options_.timeouts.answering = std::chrono::seconds(30);
  server_.expect({await_head(), say("HTTP/1.1 200 OK\r\nA: "), await_end()});
  Asked asked;
  const Request asking = request();
  begin(asking, asked);
  turns();
  pass(std::chrono::seconds(30));
  turns();
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->phase, Phase::Answering);
  EXPECT_EQ(asked.failure->error, Error::Timeout);
  EXPECT_EQ(client().counts().connections, 0U);
}

}  // namespace
}  // namespace saki::client
