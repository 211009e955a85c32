// SPDX-License-Identifier: Apache-2.0
//
// WebSockets as they are served: time, peers that misbehave, and the end.
#include "http/web_socket_session.h"

#include <gtest/gtest.h>

#include "stack/http/socket_bench.h"

namespace saki::http {
namespace {

class WebSocketSessionTest : public testing::Test {
 protected:
  SocketBench bench_;
};

TEST_F(WebSocketSessionTest, AMessageComesBack) {
  SocketBench::Client client = bench_.open("/echo");
  client.send(frame("text", "hello"));
  EXPECT_EQ(client.received(), sent_frame("text", "hello"));
}

TEST_F(WebSocketSessionTest, SeveralMessagesOfOneReadAreAnsweredInOrder) {
  SocketBench::Client client = bench_.open("/echo");
  client.send(frame("text", "one") + frame("binary", "two") + frame("ping", "p") + frame("text", "three"));
  EXPECT_EQ(client.received(),
            sent_frame("text", "one") + sent_frame("binary", "two") + sent_frame("pong", "p") + sent_frame("text", "three"));
}

TEST_F(WebSocketSessionTest, ACloseIsAnsweredAndEndsTheConnection) {
  SocketBench::Client client = bench_.open("/echo");
  client.send(frame("close", "\x03\xE8"));
  EXPECT_EQ(client.received(), sent_frame("close", "\x03\xE8"));
  EXPECT_TRUE(client.ended());
  EXPECT_EQ(bench_.connections(), 0U);
}

}  // namespace
}  // namespace saki::http
