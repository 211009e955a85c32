// SPDX-License-Identifier: Apache-2.0
#include "saki/http_client.h"

#include <array>
#include <map>

#include "client_fixture.h"
#include "saki/invalid_field.h"
#include "saki/json.h"
#include "saki/remote_error.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

constexpr const char* kJsonType = "Content-Type: application/json\r\n";

using HttpClientTest = ClientTest;

TEST_F(HttpClientTest, AnAnswerIsItsStatusItsFieldsAndItsContent) {
  server_.script({reply(404, "none here", "X-Told: yes\r\n")});
  const ClientResponse answer = get(server_.url("/notes/7?x=1"));
  EXPECT_EQ(answer.status(), Status::NotFound);
  EXPECT_FALSE(answer.ok());
  EXPECT_EQ(answer.header("x-told"), "yes");
  EXPECT_EQ(answer.header("absent"), std::nullopt);
  EXPECT_EQ(answer.content(), "none here");
  EXPECT_EQ(answer.url(), server_.url("/notes/7?x=1"));
  EXPECT_TRUE(asked_with(0, "GET /notes/7?x=1 HTTP/1.1\r\n"));
}

TEST_F(HttpClientTest, SendsAndReadsJson) {
  server_.script({reply(201, R"({"a":[1,2]})", kJsonType)});
  ClientRequest request(Method::Post, server_.url());
  request.json(std::map<std::string, std::int64_t>{{"b", 3}}).bearer("secret");
  const ClientResponse answer = send(std::move(request));
  const std::map<std::string, std::vector<std::int64_t>> expected{{"a", {1, 2}}};
  EXPECT_EQ((answer.json<std::map<std::string, std::vector<std::int64_t>>>()), expected);
  EXPECT_TRUE(asked_with(0, "\r\nContent-Type: application/json\r\n"));
  EXPECT_TRUE(asked_with(0, "\r\nAuthorization: Bearer secret\r\n"));
  EXPECT_TRUE(asked_with(0, "\r\n\r\n{\"b\":3}"));
}

TEST_F(HttpClientTest, ContentThatIsNotWhatItShouldBeIsTold) {
  server_.script({reply(200, "{", kJsonType), reply(200, R"({"a":"x"})", kJsonType), reply(200, "{}", "Content-Type: text/html\r\n")});
  using Numbers = std::map<std::string, std::int64_t>;
  for (const char* text : {"the answer's content: ", "the answer's content: /a must be an integer", "of type text/html, not JSON"}) {
    try {
      static_cast<void>(get(server_.url()).json<Numbers>());
      ADD_FAILURE() << text;
    } catch (const ClientError& error) {
      EXPECT_EQ(error.kind(), ClientErrorKind::Content);
      EXPECT_NE(std::string(error.what()).find(text), std::string::npos) << error.what();
    }
  }
}

TEST_F(HttpClientTest, AProblemDocumentIsRead) {
  server_.script({reply(409, R"({"type":"urn:x","title":"Taken","detail":"the title is","left":3,"colour":null,"list":["a"]})",
                        "Content-Type: application/problem+json\r\n")});
  const ClientResponse answer = get(server_.url("/notes"));
  try {
    answer.require_ok();
    ADD_FAILURE();
  } catch (const RemoteError& error) {
    EXPECT_EQ(error.status(), Status::Conflict);
    EXPECT_EQ(error.type(), "urn:x");
    EXPECT_EQ(error.title(), "Taken");
    EXPECT_EQ(error.detail(), "the title is");
    EXPECT_EQ(error.what(), "GET " + server_.url("/notes") + ": answered 409: the title is");
    std::int32_t left = 0;
    EXPECT_TRUE(error.read_member("left", left));
    EXPECT_EQ(left, 3);
    std::vector<std::string> list;
    EXPECT_TRUE(error.read_member("list", list));
    EXPECT_FALSE(error.read_member("list", left)) << "not of that type";
    EXPECT_FALSE(error.read_member("absent", left));
    EXPECT_EQ(left, 3);
  }
}

TEST_F(HttpClientTest, AnErrorWithoutAProblemDocumentShowsWhatCame) {
  server_.script({reply(500, "it\r\nbroke")});
  try {
    get(server_.url()).require_ok();
    ADD_FAILURE();
  } catch (const RemoteError& error) {
    EXPECT_EQ(error.text(), "answered 500: it  broke");
    EXPECT_EQ(error.type(), "");
  }
}

TEST_F(HttpClientTest, WhatIsNoUrlIsAskedOfNobody) {
  for (const char* url : {"", "/notes", "ftp://a.example/", "http://a b/", "http:\\\\a"}) {
    const auto error = failure({Method::Get, url});
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ClientErrorKind::Invalid) << url;
  }
}

TEST_F(HttpClientTest, FieldsThatWouldSplitTheHeadAreRefused) {
  ClientRequest request(Method::Get, server_.url());
  EXPECT_THROW(request.header("X-A", "b\r\nX-C: d"), InvalidField);
  EXPECT_THROW(request.header("X A", "b"), InvalidField);
  EXPECT_THROW(request.bearer("a\nb"), InvalidField);
}

TEST_F(HttpClientTest, NobodyThereIsUnreachable) {
  std::string url;
  {
    ScriptedServer gone;
    url = gone.url();
  }
  const auto error = failure({Method::Post, url});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ClientErrorKind::Unreachable);
  EXPECT_NE(std::string(error->what()).find("connecting"), std::string::npos) << error->what();
}

TEST_F(HttpClientTest, ASilentServerIsGivenUpInTime) {
  Reply silence;
  silence.never = true;
  server_.script({silence});
  ClientRequest request(Method::Get, server_.url());
  request.within(50ms);
  const auto error = failure(std::move(request));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ClientErrorKind::Timeout);
}

TEST_F(HttpClientTest, ContentBeyondItsLimitIsRefused) {
  server_.script({reply(200, "0123456789")});
  ClientRequest request(Method::Get, server_.url());
  request.content_limit(9);
  const auto error = failure(std::move(request));
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ClientErrorKind::Malformed);
}

TEST_F(HttpClientTest, ConnectionsAreKept) {
  server_.script({reply(200, "x")});
  for (int i = 0; i < 3; ++i) static_cast<void>(get(server_.url()));
  EXPECT_EQ(server_.asked().size(), 3U);
  client_.http().close_idle();
  EXPECT_EQ(get(server_.url()).content(), "x");
}

Task<std::string> read_in_pieces(HttpClient& http, std::string url) {
  ClientStream stream = co_await http.open({Method::Get, std::move(url)});
  std::string all = std::to_string(stream.length().value_or(0)) + ":";
  std::array<std::byte, 3> block;
  while (const std::size_t count = co_await stream.read(block)) {
    all.append(as_text({block.data(), count})).append("|");
  }
  co_return all;
}

TEST_F(HttpClientTest, AStreamIsReadAsItComes) {
  server_.script({reply(200, "12345678")});
  EXPECT_EQ(client_.wait(read_in_pieces(client_.http(), server_.url())), "8:123|456|78|");
}

// Content of three pieces.
class Pieces final : public ContentSource {
 public:
  explicit Pieces(bool again) noexcept : again_(again) {}
  [[nodiscard]] std::optional<std::uint64_t> length() const noexcept override { return 6; }
  [[nodiscard]] Task<Result<std::size_t>> read(MutableBytes into) override {
    constexpr std::string_view kText = "aabbcc";
    if (at_ == kText.size()) co_return 0;
    into[0] = static_cast<std::byte>(kText[at_]);
    into[1] = static_cast<std::byte>(kText[at_ + 1]);
    at_ += 2;
    co_return 2;
  }
  [[nodiscard]] bool rewind() noexcept override {
    at_ = 0;
    return again_;
  }

 private:
  std::size_t at_ = 0;
  bool again_;
};

TEST_F(HttpClientTest, ContentCanBeMadeWhileItIsSentAndMadeAgain) {
  server_.script({reply(503), reply(200)});
  ClientRequest request(Method::Put, server_.url());
  request.source("text/plain", std::make_unique<Pieces>(true));
  EXPECT_EQ(send(std::move(request)).status(), Status::Ok);
  EXPECT_TRUE(asked_with(1, "\r\n\r\naabbcc"));
}

TEST_F(HttpClientTest, ContentThatCannotBeMadeAgainIsSentOnce) {
  server_.script({reply(503), reply(200)});
  ClientRequest request(Method::Put, server_.url());
  request.source("text/plain", std::make_unique<Pieces>(false));
  EXPECT_EQ(send(std::move(request)).status(), Status::ServiceUnavailable);
}

}  // namespace
}  // namespace saki
