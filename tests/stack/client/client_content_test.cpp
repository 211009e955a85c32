// SPDX-License-Identifier: Apache-2.0
//
// Content in both directions: its framings, its codings, its bounds; interim answers; expectations.
#include "saki/task/sleep.h"
#include "stack/client/client_fixture.h"
#include "stack/http/coded_text.h"

namespace saki::client {
namespace {

using namespace std::chrono_literals;
using ClientContent = ClientFixture;

constexpr const char* kEmpty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

std::string gzipped(std::string_view text) { return http::encoded(http::ContentCoding::Gzip, text); }

std::string counted(std::string_view fields, std::string_view content) {
  return std::string("HTTP/1.1 200 OK\r\n")
      .append(fields)
      .append("Content-Length: ")
      .append(std::to_string(content.size()))
      .append("\r\n\r\n")
      .append(content);
}

// Content from a test, in pieces.
class PieceSource final : public ContentSource {
 public:
  explicit PieceSource(std::vector<std::string> pieces, std::optional<std::uint64_t> length = {})
      : pieces_(std::move(pieces)), length_(length) {}
  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept override { return length_; }
  Task<Result<std::size_t>> read(MutableBytes into) override {
    if (fails_at == next_) co_return fail(Error::Invalid);
    if (throws_at == next_) throw std::runtime_error("the source broke");
    if (stops_at == next_) co_await sleep(stop_time);
    if (next_ == pieces_.size()) co_return std::size_t{0};
    const std::string& piece = pieces_[next_++];
    EXPECT_LE(piece.size(), into.size());
    std::memcpy(into.data(), piece.data(), piece.size());
    co_return piece.size();
  }
  bool rewind() noexcept override {
    ++rewound;
    next_ = 0;
    return rewinds;
  }

  std::size_t fails_at = SIZE_MAX;
  std::size_t throws_at = SIZE_MAX;
  std::size_t stops_at = SIZE_MAX;
  Duration stop_time = 1h;
  bool rewinds = false;
  int rewound = 0;

 private:
  std::vector<std::string> pieces_;
  std::optional<std::uint64_t> length_;
  std::size_t next_ = 0;
};

TEST_F(ClientContent, IsEndedByItsLengthByChunksOrByTheConnection) {
  EXPECT_EQ(answered(counted("", "hello")).content, "hello");
  client().close_idle();
  EXPECT_EQ(answered("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n").content, "hello");
  EXPECT_EQ(client().counts().idle, 1U);
  client().close_idle();
  server_.expect({await_head(), say("HTTP/1.1 200 OK\r\n\r\nhello"), leave()});
  const Asked asked = ask();
  EXPECT_FALSE(asked.failure);
  EXPECT_EQ(asked.content, "hello");
  EXPECT_EQ(client().counts().connections, 0U);
}

TEST_F(ClientContent, OfMegabytesArrivesWhole) {
  const std::string content = pattern(3 << 20);
  EXPECT_EQ(answered(counted("", content)).content, content);
  client().close_idle();
  server_.expect({await_head(), say("HTTP/1.0 200 OK\r\n\r\n" + content), leave()});
  EXPECT_EQ(ask().content, content);
}

TEST_F(ClientContent, TheServersCloseAndVersionDecideWhetherTheConnectionStays) {
  const std::pair<const char*, unsigned> answers[]{{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", 1},
                                                   {"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", 0},
                                                   {"HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", 0},
                                                   {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n", 1}};
  for (const auto& [answer, kept] : answers) {
    EXPECT_FALSE(answered(answer).failure);
    EXPECT_EQ(client().counts().idle, kept) << answer;
    client().close_idle();
  }
}

TEST_F(ClientContent, HeadNoContentAndNotModifiedHaveNone) {
  for (const auto& [method, answer] :
       {std::pair{"HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"},
        std::pair{"HEAD", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"}, std::pair{"GET", "HTTP/1.1 204 No Content\r\n\r\n"},
        std::pair{"GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5000\r\n\r\n"}}) {
    server_.expect(answering(answer));
    const Asked asked = ask(method);
    EXPECT_FALSE(asked.failure) << answer;
    EXPECT_EQ(asked.content, "");
    EXPECT_EQ(client().counts().idle, 1U) << answer;
    client().close_idle();
  }
}

TEST_F(ClientContent, InterimAnswersArePassedOver) {
  const std::string hints = "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n";
  const Asked asked =
      answered("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + hints + hints + counted("A: b\r\n", "hello"));
  EXPECT_EQ(asked.status, 200);
  EXPECT_EQ(asked.content, "hello");
  EXPECT_FALSE(asked.fields.contains("Link"));
}

TEST_F(ClientContent, MayStandForAnyNumberOfBytesWhereNoRatioIsSet) {
  options_.limits.decoding_ratio = 0;
  const std::string text(4 << 20, 'a');
  EXPECT_EQ(answered(counted("Content-Encoding: gzip\r\n", gzipped(text))).content, text);
}

TEST_F(ClientContent, ComesOutOfItsCoding) {
  const std::string text = pattern(200'000) + std::string(300'000, 'a');
  EXPECT_EQ(answered(counted("Content-Encoding: gzip\r\n", gzipped(text))).content, text);
  EXPECT_EQ(client().counts().idle, 1U);
  client().close_idle();
  EXPECT_EQ(answered(counted("Content-Encoding: br\r\n", http::encoded(http::ContentCoding::Brotli, text))).content, text);
  client().close_idle();
  EXPECT_EQ(answered(counted("Content-Encoding: x-gzip\r\n", gzipped("a") + gzipped("b"))).content, "ab");
  client().close_idle();
  EXPECT_EQ(answered(counted("Content-Encoding: gzip\r\n", "")).content, "");
}

TEST_F(ClientContent, StaysInItsCodingForWhoAskedForThat) {
  const std::string coded = gzipped("hello");
  server_.expect(answering(counted("Content-Encoding: gzip\r\n", coded)));
  Request asking = request();
  asking.fields.emplace_back("Accept-Encoding", "gzip");
  EXPECT_EQ(ask(asking).content, coded);
}

TEST_F(ClientContent, ABombIsCutOffByTheRatioAndByTheBound) {
  const Asked by_ratio = answered(counted("Content-Encoding: gzip\r\n", gzipped(std::string(20 << 20, 'a'))));
  ASSERT_TRUE(by_ratio.failure);
  EXPECT_EQ(by_ratio.failure->error, ClientFault::TooMuchContent);

  Request asking = request();
  asking.content_bytes = 1'000'000;
  server_.expect(answering(counted("Content-Encoding: gzip\r\n", gzipped(pattern(1'000'001)))));
  EXPECT_EQ(ask(asking).failure->error, ClientFault::TooMuchContent);
  client().close_idle();  // The coded content had all come.
  server_.expect(answering(counted("", std::string(1'000'001, 'a'))));
  EXPECT_EQ(ask(asking).failure->error, ClientFault::TooMuchContent);
  client().close_idle();
  server_.expect(answering(counted("", std::string(1'000'000, 'a'))));
  EXPECT_FALSE(ask(asking).failure);
}

TEST_F(ClientContent, CodedBytesThatStandForNothingAreBoundedToo) {
  Request asking = request();
  asking.content_bytes = 100'000;
  std::string nothing;
  while (nothing.size() <= 200'000) nothing += gzipped("");
  server_.expect(answering(counted("Content-Encoding: gzip\r\n", gzipped("hello") + nothing)));
  const Asked asked = ask(asking);
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->error, ClientFault::TooMuchContent);
}

TEST_F(ClientContent, AServerThatFallsSilentWithinItIsToldByPhaseAndPlace) {
  options_.timeouts.body_idle = 7s;
  server_.expect({await_head(), say("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello"), await_end()});
  Asked asked;
  const Request asking = request();
  begin(asking, asked);
  turns();
  pass(7s);
  turns();
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->text(), "reading the answer of http://" + server_.address().text() + ": timed out");
}

TEST_F(ClientContent, TextGoesOutWithItsLength) {
  server_.expect({await_head(), await_bytes(5), say(kEmpty)});
  Request asking = request("POST");
  asking.content = "hello";
  EXPECT_FALSE(ask(asking).failure);
  EXPECT_THAT(server_.received(), testing::AllOf(testing::HasSubstr("Content-Length: 5\r\n"), testing::EndsWith("\r\n\r\nhello")));
}

TEST_F(ClientContent, MegabytesGoOutAsFastAsTheyAreTaken) {
  options_.expect_continue_bytes = UINT64_MAX;
  Request asking = request("PUT");
  asking.content = pattern(5 << 20);
  server_.expect({await_head(), await_bytes(5 << 20), say(kEmpty)});
  EXPECT_FALSE(ask(asking).failure);
  EXPECT_TRUE(server_.received().ends_with("\r\n\r\n" + asking.content));
  EXPECT_EQ(client().counts().idle, 1U);
}

TEST_F(ClientContent, ASourceOfUnknownLengthGoesOutInChunks) {
  options_.expect_continue_bytes = UINT64_MAX;
  PieceSource source({"hello", std::string(300, 'x'), "!"});
  Request asking = request("POST");
  asking.source = &source;
  options_.timeouts.expect_continue = 0ms;
  server_.expect({await_head(), say("HTTP/1.1 100 Continue\r\n\r\n"), await_bytes(10 + 307 + 6 + 5), say(kEmpty)});
  EXPECT_FALSE(ask(asking).failure);
  EXPECT_THAT(server_.received(), testing::EndsWith("\r\n\r\n5\r\nhello\r\n12c\r\n" + std::string(300, 'x') + "\r\n1\r\n!\r\n0\r\n\r\n"));
  EXPECT_THAT(server_.received(), testing::HasSubstr("Transfer-Encoding: chunked\r\n"));
}

TEST_F(ClientContent, ASourceOfKnownLengthIsCounted) {
  PieceSource source({"hello", "world"}, 10);
  Request asking = request("POST");
  asking.source = &source;
  server_.expect({await_head(), await_bytes(10), say(kEmpty)});
  EXPECT_FALSE(ask(asking).failure);
  EXPECT_TRUE(server_.received().ends_with("\r\n\r\nhelloworld"));
}

TEST_F(ClientContent, ASourceThatFailsOrLiesEndsTheRequest) {
  struct Case {
    std::optional<std::uint64_t> length;
    std::size_t fails_at;
    std::string told;
  };
  for (const Case& one : {Case{10, 1, "invalid"}, Case{11, SIZE_MAX, "another length"}, Case{9, SIZE_MAX, "another length"}}) {
    PieceSource source({"hello", "world"}, one.length);
    source.fails_at = one.fails_at;
    Request asking = request("POST");
    asking.source = &source;
    server_.expect({await_head(), await_end()});
    const Asked asked = ask(asking);
    ASSERT_TRUE(asked.failure);
    EXPECT_EQ(asked.failure->phase, Phase::Sending);
    EXPECT_THAT(asked.failure->text(), testing::HasSubstr(one.told));
    EXPECT_EQ(client().counts().connections, 0U);
  }
}

TEST_F(ClientContent, WhatASourceThrowsIsThrownToWhoAsked) {
  static bool thrown = false;
  thrown = false;
  PieceSource source({"hello"});
  source.throws_at = 1;
  options_.expect_continue_bytes = UINT64_MAX;
  options_.timeouts.expect_continue = 0ms;
  Request asking = request("POST");
  asking.source = &source;
  const auto task = [](Client& client, const Request& request) -> Task<> {
    try {
      (void)co_await client.send(request);
    } catch (const std::runtime_error&) {
      thrown = true;
    }
  };
  server_.expect({await_head(), say("HTTP/1.1 100 Continue\r\n\r\n"), await_end()});
  scope_.spawn(task, std::ref(client()), std::cref(asking));
  settle();
  EXPECT_TRUE(thrown);
}

TEST_F(ClientContent, AnEarlyRefusalEndsTheSendingAndIsTheAnswer) {
  PieceSource source({"hello", "world"}, 10);
  source.stops_at = 1;
  Request asking = request("POST");
  asking.source = &source;
  server_.expect({await_head(), await_bytes(5), say("HTTP/1.1 413 Content Too Large\r\nContent-Length: 3\r\n\r\nbig"), await_end()});
  const Asked asked = ask(asking);
  ASSERT_FALSE(asked.failure) << asked.failure->text();
  EXPECT_EQ(asked.status, 413);
  EXPECT_EQ(asked.content, "big");
  EXPECT_EQ(client().counts().connections, 0U);  // It is owed five bytes.
}

TEST_F(ClientContent, ARefusalBeforeAResetIsStillTheAnswer) {
  Request asking = request("PUT");
  asking.content = std::string(8 << 20, 'x');
  options_.expect_continue_bytes = UINT64_MAX;
  server_.expect(
      {await_head(), say("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno"), finish_sending(), await_bytes(100'000), await_end()});
  const Asked asked = ask(asking);
  ASSERT_FALSE(asked.failure) << asked.failure->text();
  EXPECT_EQ(asked.status, 403);
  EXPECT_EQ(asked.content, "no");
}

TEST_F(ClientContent, AnswerAndRequestFlowAtTheSameTime) {
  options_.expect_continue_bytes = UINT64_MAX;
  options_.timeouts.expect_continue = 0ms;
  PieceSource source({"one", "two"}, 6);
  Request asking = request("POST");
  asking.source = &source;
  server_.expect({await_head(), await_bytes(3), say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nONE\r\n"), await_bytes(3),
                  say("3\r\nTWO\r\n0\r\n\r\n")});
  const Asked asked = ask(asking);
  ASSERT_FALSE(asked.failure) << asked.failure->text();
  EXPECT_EQ(asked.content, "ONETWO");
  EXPECT_EQ(client().counts().idle, 1U);
}

TEST_F(ClientContent, TheEndOfAnUploadMovesNoBoundOfTheAnswersContent) {
  options_.expect_continue_bytes = UINT64_MAX;
  options_.timeouts.answering = 1s;
  options_.timeouts.body_idle = 30s;
  PieceSource source({"one", "two"}, 6);
  source.stops_at = 1;
  source.stop_time = 10s;
  Request asking = request("POST");
  asking.source = &source;
  server_.expect({await_head(), await_bytes(3), say("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nONE"), await_bytes(3), await_end()});
  Asked asked;
  begin(asking, asked);
  turns();
  pass(10s);
  turns();
  EXPECT_TRUE(server_.received().ends_with("onetwo"));
  pass(2s);
  EXPECT_FALSE(asked.ended);
  pass(18s);
  ASSERT_TRUE(asked.failure);
  EXPECT_EQ(asked.failure->error, Error::Timeout);
}

class ClientExpectation : public ClientFixture {
 protected:
  ClientExpectation() {
    options_.expect_continue_bytes = 4;
    asking_.content = "hello";
  }
  Request asking_ = request("POST");
};

TEST_F(ClientExpectation, LargeContentWaitsForContinue) {
  server_.expect({await_head(), say("HTTP/1.1 100 Continue\r\n\r\n"), await_bytes(5), say(kEmpty)});
  EXPECT_FALSE(ask(asking_).failure);
  EXPECT_THAT(server_.received(), testing::HasSubstr("Expect: 100-continue\r\n"));
  EXPECT_EQ(client().counts().idle, 1U);
}

TEST_F(ClientExpectation, AServerThatSaysNothingGetsTheContentAfterASecond) {
  server_.expect({await_head(), await_bytes(5), say(kEmpty)});
  Asked asked;
  begin(asking_, asked);
  turns();
  EXPECT_FALSE(server_.received().ends_with("hello"));
  pass(1s);
  settle();
  EXPECT_FALSE(asked.failure);
  EXPECT_TRUE(server_.received().ends_with("hello"));
}

TEST_F(ClientExpectation, ARefusalSparesTheContent) {
  server_.expect({await_head(), say("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"), await_end()});
  EXPECT_EQ(ask(asking_).status, 401);
  EXPECT_FALSE(server_.received().ends_with("hello"));
  EXPECT_EQ(client().counts().connections, 0U);  // Content might follow, or not: nobody can tell.
}

TEST_F(ClientExpectation, AServerThatKnowsNoExpectationsIsAskedWithoutOne) {
  server_.expect({await_head(), say("HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n"), await_end()});
  server_.expect({await_head(), await_bytes(5), say(kEmpty)});
  EXPECT_EQ(ask(asking_).status, 200);
  EXPECT_EQ(server_.connections(), 2U);
  EXPECT_THAT(server_.received(1), testing::Not(testing::HasSubstr("Expect")));
  EXPECT_TRUE(server_.received(1).ends_with("hello"));
}

TEST_F(ClientContent, WhatCouldNotBeReadOnceCannotBeReadAgain) {
  for (const char* cut :
       {"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhello", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"}) {
    server_.expect({await_head(), say(cut), leave()});
    static std::vector<bool> outcomes;
    outcomes.clear();
    const Request asking = request();
    const auto task = [](Client& client, const Request& request) -> Task<> {
      Outcome<Answer> answer = co_await client.send(request);
      for (int again = 0; again < 3; ++again) {
        const Outcome<std::string> content = co_await answer->read_all();
        outcomes.push_back(content.has_value());
      }
    };
    scope_.spawn(task, std::ref(client()), std::cref(asking));
    settle();
    EXPECT_EQ(outcomes, std::vector<bool>(3, false)) << cut;
  }
}

TEST_F(ClientContent, AnUpgradeHandsOverTheConnectionAndWhatCameBehindItsHead) {
  static Upgraded upgraded;
  server_.expect(
      {await_head(), say("HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: WebSocket\r\n\r\nfirst"), await_end()});
  Request asking = request();
  asking.upgrade = "websocket";
  const auto task = [](Client& client, const Request& request) -> Task<> {
    Outcome<Answer> answer = co_await client.send(request);
    EXPECT_TRUE(answer);
    EXPECT_EQ(answer->status(), http::Status::SwitchingProtocols);
    upgraded = answer->take_upgraded();
    (void)co_await upgraded.stream->send(as_bytes("raw"));
  };
  scope_.spawn(task, std::ref(client()), std::cref(asking));
  settle();
  turns();
  ASSERT_NE(upgraded.stream, nullptr);
  EXPECT_EQ(upgraded.received, "first");
  EXPECT_TRUE(server_.received().ends_with("raw"));
  EXPECT_EQ(client().counts().connections, 0U);
  upgraded = {};
}

}  // namespace
}  // namespace saki::client
