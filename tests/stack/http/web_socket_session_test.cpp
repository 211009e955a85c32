// SPDX-License-Identifier: Apache-2.0
//
// WebSockets as they are served: clients that vanish, flood, do not read or send drop by drop, and what that may cost.
#include "http/web_socket_session.h"

#include <gtest/gtest.h>

#include "stack/http/socket_bench.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMiB = 1024 * 1024;

Limits tight_limits() {
  Limits limits;
  limits.web_socket_message_bytes = kMiB;
  limits.web_socket_frame_bytes = kMiB;
  limits.web_socket_queue_bytes = 64 * 1024;
  limits.web_socket_queue_count = 8;
  return limits;
}

class WebSocketSessionTest : public testing::Test {
 protected:
  SocketBench bench_{tight_limits()};
};

TEST_F(WebSocketSessionTest, AnIdleSocketHoldsNoBlock) {
  SocketBench::Client client = bench_.open("/echo");
  client.send(frame("text", "hello"));
  EXPECT_EQ(client.received(), sent_frame("text", "hello"));
  EXPECT_EQ(bench_.held_blocks(), 0U);
}

TEST_F(WebSocketSessionTest, AClientThatVanishesLeavesNothingBehind) {
  SocketBench::Client witness = bench_.open("/echo");
  for (int i = 0; i < 20; ++i) {
    SocketBench::Client client = bench_.open(i % 2 == 0 ? "/echo" : "/echo-later");
    client.send(fragment("text", "half a message"));
    client.send(frame("ping", "p").substr(0, 3));
    client.connection().close();
  }
  EXPECT_EQ(bench_.connections(), 1U);
  EXPECT_EQ(bench_.held_blocks(), 0U);
  witness.send(frame("text", "still here"));
  EXPECT_EQ(witness.received(), sent_frame("text", "still here"));
}

TEST_F(WebSocketSessionTest, AClientThatVanishesWithoutAWordIsFoundByItsSilence) {
  SocketBench::Client client = bench_.open("/echo");
  bench_.advance(30s);
  EXPECT_EQ(client.received(), sent_frame("ping", ""));
  bench_.advance(15s);
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(WebSocketSessionTest, AFloodOfPingsByAClientThatNeverReadsHoldsOneBlockAndOnePong) {
  SocketBench::Client client = bench_.open("/echo");
  SocketBench::Client witness = bench_.open("/echo");
  std::string pings;
  for (int i = 0; i < 500; ++i) pings += frame("ping", std::string(125, 'p'));
  for (int i = 0; i < 100; ++i) client.connection().try_send(pings);
  EXPECT_LE(bench_.held_blocks(), 2U);
  witness.send(frame("text", "still here"));
  EXPECT_EQ(witness.received(), sent_frame("text", "still here"));
  client.connection().close();
  bench_.wire().settle();
  EXPECT_EQ(bench_.connections(), 1U);
}

TEST_F(WebSocketSessionTest, AClientThatNeverReadsHoldsTheHandlerAndIsCutOff) {
  SocketBench::Client client = bench_.open("/repeat");
  for (int i = 0; i < 10; ++i) client.connection().try_send(frame("text", "900000"));
  EXPECT_LE(bench_.held_blocks(), 2U);
  bench_.advance(29s);
  EXPECT_EQ(bench_.connections(), 1U);
  bench_.advance(1s);
  EXPECT_EQ(bench_.connections(), 0U);
  EXPECT_EQ(bench_.held_blocks(), 0U);
}

TEST_F(WebSocketSessionTest, AClientThatReadsNowAndThenIsServed) {
  SocketBench::Client client = bench_.open("/repeat");
  client.connection().try_send(frame("text", "1000000") + frame("text", "1000000"));
  for (int i = 0; i < 8; ++i) {
    client.connection().receive_some(100'000);
    bench_.advance(20s);
  }
  EXPECT_EQ(client.received().size(), 2 * sent_frame("text", std::string(1'000'000, 'x')).size());
}

TEST_F(WebSocketSessionTest, AClientThatSendsAByteASecondHoldsOneBlockAndNotForLong) {
  SocketBench::Client client = bench_.open("/echo");
  const std::string message = frame("text", std::string(1000, 'x'));
  std::size_t sent = 0;
  for (; sent < message.size() && bench_.connections() > 0; ++sent) {
    client.connection().try_send(std::string_view(message).substr(sent, 1));
    EXPECT_LE(bench_.held_blocks(), 1U);
    bench_.advance(1s);
  }
  EXPECT_GE(sent, 29U);
  EXPECT_LE(sent, 40U);
  EXPECT_NE(client.received().find("a frame comes too slowly"), std::string_view::npos);
}

TEST_F(WebSocketSessionTest, AGibibyteInFragmentsIsRefusedAtTheBoundOfAMessage) {
  SocketBench::Client client = bench_.open("/echo");
  client.send(fragment("binary", std::string(60'000, 'x')));
  std::size_t sent = 60'000;
  while (!client.ended() && sent < 1024 * kMiB) {
    client.connection().try_send(fragment("continuation", std::string(60'000, 'x')));
    sent += 60'000;
  }
  EXPECT_LE(sent, kMiB + 2 * 60'000);
  EXPECT_NE(client.received().find("a message is too large"), std::string_view::npos);
}

TEST_F(WebSocketSessionTest, AMessageThatStallsIsHeldWithinTwiceWhatHasCome) {
  SocketBench::Client client = bench_.open("/echo");
  client.send(fragment("binary", std::string(300'000, 'x')));
  client.send(frame("ping", ""));
  EXPECT_EQ(client.received(), sent_frame("pong", ""));
  EXPECT_LE(SocketService::held_bytes(), 2U * 300'000 + 32 * 1024);
}

TEST_F(WebSocketSessionTest, ABombIsCutOffAtTheBoundOfAMessage) {
  SocketBench::Client client = bench_.open("/deflate", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  client.send(deflated_frame("binary", std::string(200 * kMiB, '\0')));
  EXPECT_NE(client.received().find("a message is too large once inflated"), std::string_view::npos);
  EXPECT_LE(SocketService::held_bytes(), 2 * kMiB);
}

TEST_F(WebSocketSessionTest, AMessageAsLargeAsMayBeMayGrowWhenItIsDeflated) {
  SocketBench::Client client = bench_.open("/deflate", "Sec-WebSocket-Extensions: permessage-deflate\r\n");
  std::string random(kMiB, '\0');
  std::uint32_t state = 1;
  for (char& byte : random) byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  const std::string sent = deflated_frame("binary", random);
  ASSERT_GT(sent.size(), kMiB + 14);
  client.send(sent);
  EXPECT_GT(client.received().size(), kMiB / 2);
  EXPECT_EQ(client.received().find("too large"), std::string_view::npos);
}

TEST_F(WebSocketSessionTest, WithoutContextsSocketsHoldNoDeflatersBetweenMessages) {
  std::vector<SocketBench::Client> clients;
  for (int i = 0; i < 5; ++i) {
    clients.push_back(bench_.open("/deflate", "Sec-WebSocket-Extensions: permessage-deflate\r\n"));
    clients.back().send(deflated_frame("text", "hello"));
    EXPECT_FALSE(clients.back().received().empty());
  }
  EXPECT_LE(bench_.wire().worker().coders.spare_count(), 4U);
}

TEST_F(WebSocketSessionTest, WhatIsSentFromOutsideWaitsInABoundedQueue) {
  SocketBench::Client client = bench_.open("/enqueue");
  client.send(frame("text", "40"));  // Messages of 60,000 bytes, to a client that does not read them.
  EXPECT_GE(SocketService::taken(), 2U);
  EXPECT_LT(SocketService::taken(), 40U);
  EXPECT_LE(SocketService::queued_bytes(), 64 * 1024 + 60'100U + 32 * 1024);
}

TEST_F(WebSocketSessionTest, DrainingClosesWith1001) {
  SocketBench::Client client = bench_.open("/echo");
  bench_.wire().worker().drain();
  bench_.wire().settle();
  EXPECT_EQ(client.received(), sent_frame("close", "\x03\xE9"));
  client.send(frame("close", "\x03\xE9"));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(bench_.connections(), 0U);
}

// It begins once the handler of the request has ended.
TEST_F(WebSocketSessionTest, ASocketThatOpensWhileTheWorkerDrainsIsClosedToo) {
  SocketBench::Client client = bench_.open("/late");
  bench_.wire().worker().drain();
  EXPECT_EQ(client.received(), "");
  bench_.advance(1s);
  EXPECT_EQ(client.received(), sent_frame("close", "\x03\xE9"));
  client.send(frame("close", "\x03\xE9"));
  EXPECT_TRUE(client.ended());
}

TEST_F(WebSocketSessionTest, CancellingSaysThatTheServerGoesAway) {
  SocketBench::Client client = bench_.open("/echo");
  bench_.wire().cancel_all();
  EXPECT_EQ(client.received(), sent_frame("close", "\x03\xE9"));
  EXPECT_TRUE(client.ended());
}

TEST_F(WebSocketSessionTest, CancellingEndsHandlersAndConnections) {
  SocketBench::Client waiting = bench_.open("/echo");
  SocketBench::Client held = bench_.open("/repeat");
  held.connection().try_send(frame("text", "1000000"));
  bench_.wire().cancel_all();
  bench_.wire().settle();
  EXPECT_EQ(bench_.connections(), 0U);
  EXPECT_EQ(bench_.held_blocks(), 0U);
}

TEST_F(WebSocketSessionTest, AHandlerThatDoesNotNoticeTheEndIsCancelledAfterAGrace) {
  SocketBench::Client client = bench_.open("/sleep");
  client.connection().close();
  bench_.advance(9s);
  EXPECT_EQ(bench_.connections(), 1U);
  bench_.advance(1s);
  EXPECT_EQ(bench_.connections(), 0U);
}

TEST_F(WebSocketSessionTest, AMessageThatNobodyReadsHoldsTheClientBack) {
  SocketBench::Client client = bench_.open("/sleep");
  std::size_t sent = 0;
  for (int i = 0; i < 100; ++i) sent += client.connection().try_send(frame("binary", std::string(60'000, 'x')));
  EXPECT_LT(sent, 3 * kMiB);
  EXPECT_LE(bench_.held_blocks(), 1U);
}

TEST_F(WebSocketSessionTest, AnUpgradeIsRefusedOnceTheWorkerDrains) {
  WireBench::Client client = bench_.wire().connect();
  bench_.wire().worker().drain();
  SocketBench::Client socket(std::move(client));
  socket.open("/echo", {});
  EXPECT_NE(socket.head().find("503"), std::string_view::npos);
}

}  // namespace
}  // namespace saki::http
