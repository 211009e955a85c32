// SPDX-License-Identifier: Apache-2.0
//
// Where the client is led, and what goes with it.
#include "client_fixture.h"
#include "saki/cookie_jar.h"
#include "saki/remote.h"

namespace saki {
namespace {

using ClientRedirectTest = ClientTest;

Reply moved(int status, const std::string& location, const std::string& fields = {}) {
  return reply(status, "elsewhere", "Location: " + location + "\r\n" + fields);
}

TEST_F(ClientRedirectTest, IsFollowedToARelativePlace) {
  server_.script({moved(302, "../b?x=1#part"), reply(200, "there")});
  const ClientResponse answer = get(server_.url("/a/c"));
  EXPECT_EQ(answer.content(), "there");
  EXPECT_TRUE(asked_with(1, "GET /b?x=1 HTTP/1.1\r\n"));
}

TEST_F(ClientRedirectTest, APostThatMovedIsAskedWithGetWithoutItsContent) {
  server_.script({moved(303, "/done"), reply(200)});
  ClientRequest request(Method::Post, server_.url("/form"));
  request.text("content").header("Accept", "text/html");
  static_cast<void>(send(std::move(request)));
  EXPECT_TRUE(asked_with(1, "GET /done HTTP/1.1\r\n"));
  EXPECT_TRUE(asked_with(1, "Accept: text/html\r\n"));
  EXPECT_FALSE(asked_with(1, "Content-Type"));
  EXPECT_FALSE(asked_with(1, "Content-Length"));
}

TEST_F(ClientRedirectTest, APermanentOneRepeatsTheRequestWithItsContent) {
  server_.script({moved(308, "/new"), reply(200)});
  ClientRequest request(Method::Post, server_.url("/old"));
  request.text("content");
  static_cast<void>(send(std::move(request)));
  EXPECT_TRUE(asked_with(1, "POST /new HTTP/1.1\r\n"));
  EXPECT_TRUE(asked_with(1, "\r\n\r\ncontent"));
}

TEST_F(ClientRedirectTest, WhatProvesWhoAsksStaysAtTheOrigin) {
  ScriptedServer other;
  other.script({reply(200, "other")});
  server_.script({moved(307, "/again"), moved(307, other.url("/there"))});
  ClientRequest request(Method::Get, server_.url());
  request.bearer("secret").header("Cookie", "id=7").header("X-Trace", "1");
  EXPECT_EQ(send(std::move(request)).content(), "other");
  EXPECT_TRUE(asked_with(1, "Bearer secret")) << "the same origin";
  const std::string asked = other.asked().at(0);
  EXPECT_EQ(asked.find("secret"), std::string::npos) << asked;
  EXPECT_EQ(asked.find("Cookie"), std::string::npos) << asked;
  EXPECT_NE(asked.find("X-Trace: 1\r\n"), std::string::npos) << asked;
}

TEST_F(ClientRedirectTest, AFieldForTheOriginStaysThere) {
  ScriptedServer other;
  other.script({reply(200, "other")});
  server_.script({moved(307, "/again"), moved(307, other.url("/there"))});
  ClientRequest request(Method::Get, server_.url());
  request.origin_header("X-Api-Key", "secret");
  EXPECT_EQ(send(std::move(request)).content(), "other");
  EXPECT_TRUE(asked_with(1, "X-Api-Key: secret")) << "the same origin";
  EXPECT_EQ(other.asked().at(0).find("secret"), std::string::npos);
}

TEST_F(ClientRedirectTest, WhatGoesWithEveryCallStaysAtTheService) {
  ScriptedServer other;
  other.script({reply(200, "other")});
  server_.script({moved(308, other.url("/there"))});
  Remote remote(client_.http(), server_.url());
  remote.header("X-Api-Key", "secret").header("Cookie", "id=7");
  Call call(Method::Put);
  call.literal("/notes");
  EXPECT_EQ(client_.wait(remote.text(std::move(call))), "other");
  EXPECT_TRUE(asked_with(0, "X-Api-Key: secret"));
  EXPECT_EQ(other.asked().at(0).find("secret"), std::string::npos);
  EXPECT_EQ(other.asked().at(0).find("Cookie"), std::string::npos);
}

TEST_F(ClientRedirectTest, ContentThatDoesNotEndHoldsNobodyUp) {
  ScriptedServer other;
  other.script({reply(200, "there")});
  for (const char* unending : {"Content-Length: 10\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n", "\r\nhello"}) {
    server_.script({{.bytes = "HTTP/1.1 302 X\r\nLocation: " + other.url() + "\r\n" + unending}});
    ClientRequest request(Method::Get, server_.url());
    request.within(std::chrono::seconds(5));
    EXPECT_EQ(send(std::move(request)).content(), "there") << unending;
  }
}

TEST_F(ClientRedirectTest, TheUserinfoOfAnotherPlaceIsNotShown) {
  ScriptedServer other;
  other.script({reply(200)});
  std::string place = other.url("/there");
  place.replace(0, 7, "http://user:password@");
  server_.script({moved(302, place)});
  static_cast<void>(get(server_.url()));
  EXPECT_EQ(other.asked().at(0).find("Authorization"), std::string::npos);
}

TEST_F(ClientRedirectTest, GoesRoundNoLongerThanItMay) {
  server_.script({moved(302, "/round")});
  const auto error = failure({Method::Get, server_.url()});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ClientErrorKind::Redirect);
  EXPECT_EQ(server_.asked().size(), 11U);
}

TEST_F(ClientRedirectTest, IsAnAnswerWhereNoneIsToBeFollowed) {
  server_.script({moved(302, "/there")});
  ClientRequest request(Method::Get, server_.url());
  request.redirects({.at_most = 0});
  EXPECT_EQ(send(std::move(request)).status(), Status::Found);
}

TEST_F(ClientRedirectTest, WithoutAPlaceIsAnAnswer) {
  server_.script({reply(302, "nowhere")});
  EXPECT_EQ(get(server_.url()).content(), "nowhere");
}

TEST_F(ClientRedirectTest, ToWhatIsNoUrlIsTold) {
  for (const char* place : {"ftp://a.example/", "http://a b/", "http://[::1"}) {
    server_.script({moved(302, place)});
    const auto error = failure({Method::Get, server_.url()});
    ASSERT_TRUE(error);
    EXPECT_EQ(error->kind(), ClientErrorKind::Redirect) << place;
  }
}

class ClientCookiesTest : public testing::Test {
 protected:
  static HttpClientOptions with_cookies() {
    HttpClientOptions options;
    options.proxy = "none";
    options.tls.verify = false;
    options.cookies = true;
    return options;
  }

  ScriptedServer server_;
  StandaloneClient client_{with_cookies()};
};

TEST_F(ClientCookiesTest, AreKeptFromEveryAnswerAndSentBack) {
  server_.script({moved(302, "/home", "Set-Cookie: id=7; Path=/\r\nSet-Cookie: deep=1; Path=/deep\r\n"), reply(200), reply(200)});
  static_cast<void>(client_.wait(client_.http().get(server_.url("/login"))));
  static_cast<void>(client_.wait(client_.http().get(server_.url("/deep/er"))));
  EXPECT_NE(server_.asked().at(1).find("Cookie: id=7\r\n"), std::string::npos);
  EXPECT_NE(server_.asked().at(2).find("Cookie: deep=1; id=7\r\n"), std::string::npos);
  EXPECT_EQ(client_.http().cookies()->size(), 2U);
}

TEST_F(ClientCookiesTest, StandBehindThoseOfTheRequestItself) {
  server_.script({reply(503, {}, "Set-Cookie: kept=1\r\n"), reply(200)});
  ClientRequest request(Method::Get, server_.url());
  request.header("Cookie", "own=7");
  static_cast<void>(client_.wait(client_.http().send(std::move(request))));
  EXPECT_NE(server_.asked().at(0).find("Cookie: own=7\r\n"), std::string::npos);
  EXPECT_NE(server_.asked().at(1).find("Cookie: own=7; kept=1\r\n"), std::string::npos);
}

TEST_F(ClientCookiesTest, AllOfARequestStandInOneField) {
  server_.script({reply(503, {}, "Set-Cookie: kept=1\r\n"), reply(200)});
  ClientRequest request(Method::Get, server_.url());
  request.header("Cookie", "one=1").add_header("cookie", "two=2");
  static_cast<void>(client_.wait(client_.http().send(std::move(request))));
  EXPECT_NE(server_.asked().at(0).find("Cookie: one=1; two=2\r\n"), std::string::npos);
  EXPECT_NE(server_.asked().at(1).find("Cookie: one=1; two=2; kept=1\r\n"), std::string::npos);
}

TEST_F(ClientCookiesTest, AreNotKeptUnlessAskedFor) {
  StandaloneClient forgetful;
  EXPECT_EQ(forgetful.http().cookies(), nullptr);
}

}  // namespace
}  // namespace saki
