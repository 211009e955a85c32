// SPDX-License-Identifier: Apache-2.0
//
// What a client does with sound answers, and with connections.
#include "stack/client/client_fixture.h"

namespace saki::client {
namespace {

using namespace std::chrono_literals;
using ClientTest = ClientFixture;

constexpr const char* kHello = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX-A: b\r\n\r\nhello";

TEST_F(ClientTest, AsksAndReadsTheAnswer) {
  const Asked asked = answered(kHello);
  ASSERT_FALSE(asked.failure) << asked.failure->text();
  EXPECT_EQ(asked.status, 200);
  EXPECT_EQ(asked.content, "hello");
  EXPECT_EQ(asked.fields.at("X-A"), "b");
  EXPECT_EQ(server_.received(),
            "GET / HTTP/1.1\r\nHost: " + server_.address().text() + "\r\nUser-Agent: saki\r\nAccept-Encoding: gzip, br\r\n\r\n");
}

TEST_F(ClientTest, AConnectionServesOneRequestAfterAnother) {
  server_.expect({await_head(), say(kHello), await_head(), say(kHello), await_head(), say(kHello)});
  for (int time = 0; time < 3; ++time) EXPECT_EQ(ask().content, "hello");
  EXPECT_EQ(server_.connections(), 1U);
  EXPECT_EQ(client().counts().connections_reused, 2U);
  EXPECT_EQ(client().counts().idle, 1U);
}

TEST_F(ClientTest, AnAnswerIsTheSameHoweverItIsCut) {
  const std::string text =
      "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n4;x=y\r\ndefg\r\n0\r\nX-T: u\r\n\r\n";
  for (std::size_t at = 1; at < text.size(); ++at) {
    server_.expect({await_head(), say_cut(text, at), finish_sending(), await_end()});
    const Asked asked = ask();
    ASSERT_FALSE(asked.failure) << at << ": " << asked.failure->text();
    EXPECT_EQ(asked.content, "abcdefg") << at;
    EXPECT_EQ(asked.trailers.at("X-T"), "u") << at;
    turns();
  }
  EXPECT_EQ(client().counts().connections, 0U);
}

}  // namespace
}  // namespace saki::client
