// SPDX-License-Identifier: Apache-2.0
//
// What attacks a server by way of WebSockets, where no other test is about that alone. Each runs over plain text and over TLS.
#include <gmock/gmock.h>
#include <sys/socket.h>

#include "stack/http/socket_bench.h"

namespace saki::http {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::string_view kHello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";

class WebSocketThreats : public testing::TestWithParam<bool> {
 protected:
  WebSocketThreats() {
    if (GetParam()) bench_.wire().encrypt();
  }

  // The head of what is answered to a client that asks for `/path`'s socket with further lines, and sends `behind` in the same write.
  std::string asked(std::string_view path, std::string_view more_lines, std::string_view behind = {}) {
    SocketBench::Client client = bench_.open(path, std::string(more_lines) + (behind.empty() ? "" : "\r\n") + std::string(behind));
    return std::string(client.connection().receive());
  }

  // Sends `bytes` to an echo: all that comes back is a close with that code, and the end.
  void expect_closed(std::string_view bytes, unsigned code) {
    SocketBench::Client client = bench_.open("/echo");
    client.send(bytes);
    const std::string received(client.received());
    ASSERT_GE(received.size(), 4U);
    EXPECT_EQ(received[0], '\x88') << "a close, and nothing before it";
    EXPECT_EQ(static_cast<unsigned char>(received[2]) << 8 | static_cast<unsigned char>(received[3]), code);
    EXPECT_EQ(received.size(), static_cast<unsigned char>(received[1]) + 2U) << "and nothing behind it";
    EXPECT_TRUE(client.ended());
  }

  SocketBench bench_;
};

TEST_P(WebSocketThreats, FramesWithoutAMaskAreRefused) {
  expect_closed(sent_frame("text", "for a proxy that takes it for a request"), 1002);
  expect_closed(sent_frame("ping", ""), 1002);
  expect_closed(sent_frame("close", ""), 1002);
}

TEST_P(WebSocketThreats, TextIsRefusedAtItsFirstWrongByteThoughMoreIsToCome) {
  const std::string whole = frame("text", "good\xff" + std::string(100'000, 'x'));
  expect_closed(whole.substr(0, 8 + 6 + 5), 1007);
  expect_closed(fragment("text", "good\xf4\x90"), 1007);
}

TEST_P(WebSocketThreats, RequestsHiddenBehindAnUpgradeAreFramesThatAreNone) {
  SocketBench::Client client = bench_.open("/echo");
  client.send(kHello);
  EXPECT_THAT(std::string(client.received()), Not(HasSubstr("HTTP/1.1")));
  EXPECT_TRUE(client.ended());
  const std::string at_once = asked("/echo", "", kHello);
  EXPECT_THAT(at_once, StartsWith("HTTP/1.1 101"));
  EXPECT_EQ(at_once.find("HTTP/1.1", 1), std::string::npos);
}

TEST_P(WebSocketThreats, ContentOfAnUpgradeIsNeitherFrameNorRequest) {
  for (const std::string& lines :
       {"Content-Length: " + std::to_string(kHello.size()) + "\r\n", std::string("Transfer-Encoding: chunked\r\n")}) {
    const std::string answer = asked("/echo", lines, kHello);
    EXPECT_THAT(answer, Not(StartsWith("HTTP/1.1 101"))) << lines;
    EXPECT_THAT(answer, Not(HasSubstr("HTTP/1.1 200"))) << lines;
  }
}

TEST_P(WebSocketThreats, FloodsOfFieldsNeverBecomeAnUpgrade) {
  std::string lines;
  for (int i = 0; i < 10'000; ++i) lines += "X: y\r\n";
  EXPECT_THAT(asked("/echo", lines), StartsWith("HTTP/1.1 431"));
}

// As many elements as a head may hold, and none that is agreed on.
TEST_P(WebSocketThreats, ListsOfExtensionsAreReadOnceHoweverLongTheyAre) {
  for (const char* element : {",", "a;b=\"c\",", "permessage-deflate;x,", "permessage-deflate;server_max_window_bits=7,"}) {
    std::string list;
    while (list.size() < 7'000) list += element;
    const std::string answer = asked("/deflate", "Sec-WebSocket-Extensions: " + list + "x\r\n");
    EXPECT_THAT(answer, StartsWith("HTTP/1.1 101")) << element;
    EXPECT_THAT(answer, Not(HasSubstr("permessage-deflate"))) << element;
  }
}

TEST_P(WebSocketThreats, PagesOfOtherSitesAreRefused) {
  for (const char* origin : {"https://evil.example", "null", "http://a.evil.example", "http://a:81", "http://a, http://a", ""}) {
    EXPECT_THAT(asked("/same", "Origin: " + std::string(origin) + "\r\n"), StartsWith("HTTP/1.1 403")) << origin;
  }
}

// --- few bytes that are much work: others have their turn meanwhile

class WebSocketTurns : public testing::Test {
 protected:
  // One turn of the loop with these bytes.
  void turn_with(SocketBench::Client& client, std::string_view bytes) {
    const int socket = client.connection().descriptor();
    ASSERT_EQ(::send(socket, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    bench_.wire().loop().run_once(Duration::zero());
  }

  SocketBench bench_;
};

TEST_F(WebSocketTurns, AMessageThatUnfoldsToMuchIsTakenInSeveral) {
  SocketBench::Client client = bench_.open("/deflate", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  std::string content;
  for (int i = 0; content.size() < 1'000'000; ++i) content += std::to_string(i) + std::string(400, 'x');
  turn_with(client, deflated_frame("binary", content));
  EXPECT_GT(SocketService::held_bytes(), 100'000U);
  EXPECT_LT(SocketService::held_bytes(), 900'000U);
  EXPECT_TRUE(client.received().empty());
  for (int i = 0; i < 10; ++i) bench_.wire().settle();
  EXPECT_FALSE(client.received().empty());
}

TEST_F(WebSocketTurns, ThousandsOfMessagesInOneBlockAreTakenInSeveral) {
  constexpr std::size_t kCount = 2'500;
  SocketBench::Client client = bench_.open("/echo");
  std::string messages;
  std::string answers;
  for (std::size_t i = 0; i < kCount; ++i) {
    messages += frame("text", "");
    answers += sent_frame("text", "");
  }
  turn_with(client, messages + frame("close", ""));
  std::string first(answers.size(), '\0');
  const ssize_t first_bytes = ::recv(client.connection().descriptor(), first.data(), first.size(), MSG_PEEK);
  EXPECT_GT(first_bytes, 0);
  EXPECT_LT(first_bytes, static_cast<ssize_t>(answers.size() - 500));
  bench_.wire().settle();
  EXPECT_EQ(client.received(), answers + sent_frame("close", ""));
  EXPECT_TRUE(client.ended());
}

INSTANTIATE_TEST_SUITE_P(Over, WebSocketThreats, testing::Bool(), [](const auto& over) { return over.param ? "Tls" : "PlainText"; });

}  // namespace
}  // namespace saki::http
