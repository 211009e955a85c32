// SPDX-License-Identifier: Apache-2.0
//
// Who holds the blocks that requests come and answers leave in.
#include <gmock/gmock.h>

#include "saki/task/sleep.h"
#include "stack/http/wire_bench.h"

namespace saki::http {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;

constexpr std::string_view kHello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
constexpr std::string_view kHang = "GET /hang HTTP/1.1\r\nHost: a\r\n\r\n";

// Greets at once; `/hang` waits for a minute.
class Greeter final : public Handler {
 public:
  Task<> handle(Exchange& exchange) override {
    if (exchange.head().path == "/hang") return hang();
    static_cast<void>(exchange.try_respond(ResponseHead{}, as_bytes("Hello, World!")));
    return {};
  }

 private:
  static Task<> hang() { co_await sleep(1min); }
};

class Http1BlocksTest : public testing::Test {
 protected:
  Greeter greeter_;
  WireBench bench_{greeter_};
};

TEST_F(Http1BlocksTest, WhatWaitsHoldsNoBlockForAnswersThatHaveLeft) {
  WireBench::Client slow = bench_.connect();
  WireBench::Client busy = bench_.connect();
  slow.send(kHello);
  slow.send(kHello.substr(0, 10));
  busy.send(kHello);
  busy.send(std::string(kHello) + std::string(kHang));
  EXPECT_THAT(busy.receive(), EndsWith("Hello, World!"));
  EXPECT_EQ(bench_.held_blocks(), 2U);  // The head that is not whole, and the one that is being answered.
}

TEST_F(Http1BlocksTest, ConnectionsThatDoNotWaitShareTheBlocksOfOneSession) {
  std::vector<WireBench::Client> clients;
  for (int count = 0; count < 20; ++count) clients.push_back(bench_.connect());
  for (WireBench::Client& client : clients) {
    client.send(kHello);
    EXPECT_THAT(client.receive(), EndsWith("Hello, World!"));
  }
  EXPECT_EQ(bench_.worker().buffers.in_use(), 2U);
  EXPECT_EQ(bench_.held_blocks(), 0U);
}

}  // namespace
}  // namespace saki::http
