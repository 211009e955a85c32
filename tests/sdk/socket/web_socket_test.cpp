// SPDX-License-Identifier: Apache-2.0
#include "saki/web_socket.h"

#include <gtest/gtest.h>

#include <thread>

#include "saki/open_socket.h"
#include "saki/service.h"
#include "saki/task/sleep.h"
#include "saki/test_socket.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using Numbers = std::vector<std::int64_t>;

Task<> echo(Request&, WebSocket<>& socket) {
  while (auto message = co_await socket.next()) co_await socket.send(*message);
}

Task<> sum(Request&, WebSocket<Numbers, std::int64_t>& socket) {
  while (auto numbers = co_await socket.next()) {
    std::int64_t total = 0;
    for (const std::int64_t each : *numbers) total += each;
    co_await socket.send(total);
  }
}

Task<> greet(Request& request, WebSocket<Text>& socket) {
  co_await sleep(1ms);
  co_await socket.send(std::string(request.path_parameter("name")) + " " + std::string(request.query().find("q").value_or("")));
  co_await socket.send(request.header("X-Who").value_or("nobody"));
}

Task<> fail_with(Request&, WebSocket<Text>& socket) {
  const auto how = co_await socket.next();
  if (how == "error") throw std::runtime_error("a secret");
  if (how == "conflict") throw Conflict("taken");
  if (how == "close") socket.close(CloseCode{4000}, "enough");
}

// A plain function: what it throws is answered to the request.
Task<> members_only(Request& request, WebSocket<>& socket) {
  if (!request.header("Authorization")) throw Unauthorized("who are you?");
  return echo(request, socket);
}

Task<> from_a_thread(Request&, WebSocket<Text>& socket) {
  std::jthread other([handle = socket.handle()] {
    handle.send("one");
    handle.send("two");
    handle.close(CloseCode::Normal, "done");
  });
  while (auto text = co_await socket.next()) co_await socket.send(*text);
}

Task<Response> guard(Request& request, Next next) {
  if (request.header("X-No")) throw Forbidden("no");
  Response response = co_await next(request);
  response.header("X-Guarded", "yes");
  if (request.header("X-Late")) response.status(Status::ServiceUnavailable);
  co_return response;
}

class WebSocketTest : public testing::Test {
 protected:
  WebSocketTest() {
    service_.web_socket<echo>("/echo");
    service_.web_socket<sum>("/sum");
    SocketOptions lenient;
    lenient.invalid = InvalidMessage::ErrorFrame;
    service_.web_socket<sum>("/lenient", lenient);
    service_.web_socket<greet>("/greet/{name}");
    service_.web_socket<fail_with>("/fail");
    service_.web_socket<members_only>("/members");
    service_.web_socket<from_a_thread>("/thread");
    SocketOptions guarded;
    guarded.middleware.push_back(guard);
    service_.web_socket<echo>("/guarded", guarded);
  }

  template <class Send = Message, class Receive = Send>
  TestSocket<Send, Receive> open(std::string_view target, TestResponse::Headers fields = {}) {
    return TestSocket<Send, Receive>(client(), target, std::move(fields));
  }

  TestClient& client() {
    if (!client_) client_.emplace(service_);
    return *client_;
  }

  Service service_{"test"};
  std::optional<TestClient> client_;
};

TEST_F(WebSocketTest, GivesBackTextAndBytes) {
  auto socket = open("/echo");
  EXPECT_EQ(socket.answer().status(), 101);
  socket.send("hello");
  const auto text = socket.receive();
  ASSERT_TRUE(text);
  EXPECT_EQ(text->kind, MessageKind::Text);
  EXPECT_EQ(text->text(), "hello");
  const std::string large(200'000, 'x');
  socket.send(as_bytes(large));
  const auto bytes = socket.receive();
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->kind, MessageKind::Binary);
  EXPECT_EQ(bytes->text(), large);
  socket.close();
  EXPECT_EQ(socket.close_code(), CloseCode::Normal);
}

TEST_F(WebSocketTest, ValuesGoAsJson) {
  auto socket = open<Numbers, std::int64_t>("/sum");
  socket.send({1, 2, 39});
  EXPECT_EQ(socket.receive(), 42);
}

TEST_F(WebSocketTest, AMessageThatDoesNotFitClosesTheSocket) {
  auto socket = open<Numbers, std::int64_t>("/sum");
  socket.send_raw("[1,");
  EXPECT_FALSE(socket.receive());
  EXPECT_EQ(socket.close_code(), CloseCode::InvalidContent);
  EXPECT_TRUE(socket.close_reason().starts_with("malformed JSON")) << socket.close_reason();

  auto other = open<Numbers, std::int64_t>("/sum");
  other.send_raw(R"(["a"])");
  EXPECT_FALSE(other.receive());
  EXPECT_EQ(other.close_code(), CloseCode::Policy);
  EXPECT_TRUE(other.close_reason().starts_with("/0 ")) << other.close_reason();
}

TEST_F(WebSocketTest, OrIsAnsweredWithAProblemAndTheSocketGoesOn) {
  auto socket = open<Text>("/lenient");
  socket.send(R"(["a"])");
  EXPECT_NE(socket.receive().value_or("").find("\"status\":422"), std::string_view::npos);
  socket.send("[40,2]");
  EXPECT_EQ(socket.receive(), "42");
}

TEST_F(WebSocketTest, TheRequestLivesAsLongAsTheSocket) {
  auto socket = open<Text>("/greet/ann%20b?q=7", {{"X-Who", "ann"}});
  EXPECT_EQ(socket.receive(), "ann b 7");
  EXPECT_EQ(socket.receive(), "ann");
  EXPECT_FALSE(socket.receive());
  EXPECT_EQ(socket.close_code(), CloseCode::Normal);
}

TEST_F(WebSocketTest, HowAHandlerEndsIsHowItsSocketCloses) {
  const auto closed_with = [this](std::string_view how) {
    auto socket = open<Text>("/fail");
    socket.send(how);
    EXPECT_FALSE(socket.receive());
    return std::pair(socket.close_code(), std::string(socket.close_reason()));
  };
  EXPECT_EQ(closed_with("return"), std::pair(CloseCode::Normal, std::string()));
  EXPECT_EQ(closed_with("error"), std::pair(CloseCode::InternalError, std::string()));
  EXPECT_EQ(closed_with("conflict"), std::pair(CloseCode::Policy, std::string("taken")));
  EXPECT_EQ(closed_with("close"), std::pair(CloseCode{4000}, std::string("enough")));
  const auto lines = client().log_lines();
  const auto tells = [](const std::string& line) { return line.find("a secret") != std::string::npos; };
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), tells), 1);
}

TEST_F(WebSocketTest, WhatAPlainFunctionThrowsIsAnswered) {
  EXPECT_EQ(open("/members").answer().status(), 401);
  auto socket = open("/members", {{"Authorization", "yes"}});
  socket.send("hello");
  EXPECT_EQ(socket.receive()->text(), "hello");
}

TEST_F(WebSocketTest, AnyThreadMaySendAndClose) {
  auto socket = open<Text>("/thread");
  EXPECT_EQ(socket.receive(), "one");
  EXPECT_EQ(socket.receive(), "two");
  EXPECT_FALSE(socket.receive());
  EXPECT_EQ(socket.close_reason(), "done");
}

TEST_F(WebSocketTest, AHandleOutlivesItsSocket) {
  static SocketHandle<Text> kept;
  service_.web_socket<[](Request&, WebSocket<Text>& socket) -> Task<> {
    kept = socket.handle();
    co_return;
  }>("/kept");
  EXPECT_FALSE(kept.send("of none"));
  EXPECT_THROW(kept.send("\xFF"), std::invalid_argument);
  {
    auto socket = open<Text>("/kept");
    EXPECT_FALSE(socket.receive());
  }
  EXPECT_FALSE(kept.send("too late"));
  kept.close();
  kept = {};
}

TEST_F(WebSocketTest, AHandleSendsNothingBehindItsClose) {
  static SocketHandle<Text> kept;
  service_.web_socket<[](Request&, WebSocket<Text>& socket) -> Task<> {
    kept = socket.handle();
    while (co_await socket.next()) kept.close();
    co_await sleep(1s);
  }>("/kept");
  auto socket = open<Text>("/kept");
  socket.send("close");
  EXPECT_FALSE(socket.receive());
  EXPECT_FALSE(kept.send("too late"));
  kept = {};
}

TEST_F(WebSocketTest, MiddlewareMayRefuseAndAddFields) {
  EXPECT_EQ(open("/guarded", {{"X-No", "1"}}).answer().status(), 403);
  EXPECT_EQ(open("/guarded", {{"X-Late", "1"}}).answer().status(), 503);
  auto socket = open("/guarded");
  EXPECT_EQ(socket.answer().header("X-Guarded"), "yes");
  socket.send("hello");
  EXPECT_EQ(socket.receive()->text(), "hello");
}

TEST_F(WebSocketTest, ARequestThatAsksForNoSocketIsToldHow) {
  const auto answer = client().get("/echo");
  EXPECT_EQ(answer.status(), 426);
  EXPECT_EQ(answer.header("Sec-WebSocket-Version"), "13");
  EXPECT_EQ(answer.header("Upgrade"), "websocket");
}

TEST_F(WebSocketTest, PagesOfOtherSitesAreRefused) {
  EXPECT_EQ(open("/echo", {{"Origin", "https://evil.example"}}).answer().status(), 403);
  EXPECT_EQ(open("/echo", {{"Origin", "http://test"}}).answer().status(), 101);
  const auto lines = client().log_lines();
  const auto tells = [](const std::string& line) {
    return line.find("https://evil.example") != std::string::npos && line.find("http://test") != std::string::npos;
  };
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), tells), 1);
}

}  // namespace
}  // namespace saki
