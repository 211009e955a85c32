// SPDX-License-Identifier: Apache-2.0
#include "net/receive_proxy_header.h"

#include <optional>

#include "net_fixture.h"
#include "stack/net/proxy_samples.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class ReceiveProxyHeader : public NetFixture {
 protected:
  static Task<> receive(ReceiveProxyHeader* self) {
    const MonotonicTime deadline = self->loop_->now() + 10s;
    self->outcome_ = co_await receive_proxy_header(*self->loop_, self->pair_.near.get(), 1024, deadline, self->header_);
  }
  void begin() { scope_.spawn(receive, this); }
  void send(std::string_view bytes) {
    pair_.far_sends(bytes);
    turn();
  }
  // What is left for whoever comes next.
  [[nodiscard]] std::string left() const {
    std::string text(4096, '\0');
    const ssize_t count = ::recv(pair_.near.get(), text.data(), text.size(), MSG_DONTWAIT);
    text.resize(count < 0 ? 0 : static_cast<std::size_t>(count));
    return text;
  }

  ConnectedPair pair_ = ConnectedPair::tcp();
  ProxyHeader header_;
  std::optional<Result<>> outcome_;
};

TEST_F(ReceiveProxyHeader, LeavesWhatFollowsOnTheSocket) {
  for (const std::string& bytes : samples::good_proxy_headers()) {
    pair_ = ConnectedPair::tcp();
    outcome_.reset();
    pair_.far_sends(bytes + "GET / HTTP/1.1\r\n");
    begin();
    finish();
    ASSERT_TRUE(outcome_ && *outcome_) << testing::PrintToString(bytes);
    EXPECT_EQ(left(), "GET / HTTP/1.1\r\n");
  }
}

TEST_F(ReceiveProxyHeader, TakesItByteByByte) {
  const std::string bytes = samples::with_checksum('\x21', samples::kIp6Ends, samples::tls('\x01', ""), "");
  begin();
  for (const char& byte : bytes) {
    EXPECT_FALSE(outcome_);
    send({&byte, 1});
  }
  ASSERT_TRUE(outcome_ && *outcome_);
  EXPECT_EQ(header_.client.text(), "[2001:db8::1]:51234");
  EXPECT_TRUE(header_.secure);
  EXPECT_EQ(left(), "");
}

TEST_F(ReceiveProxyHeader, TellsWhyThereIsNone) {
  begin();
  send("GET / HTTP/1.1\r\n");
  ASSERT_TRUE(outcome_ && !*outcome_);
  EXPECT_EQ(outcome_->error(), ProxyFault::NoSignature);
}

TEST_F(ReceiveProxyHeader, ItsTimeIsBoundedAsAWhole) {
  begin();
  for (int second = 0; second < 9; ++second) {
    pass(1s);
    send(std::string_view("PROXY UNKNOWN ").substr(static_cast<std::size_t>(second), 1));
  }
  EXPECT_FALSE(outcome_);
  pass(1s);
  ASSERT_TRUE(outcome_ && !*outcome_);
  EXPECT_EQ(outcome_->error(), Error::Timeout);
}

TEST_F(ReceiveProxyHeader, ASenderThatLeavesEndsIt) {
  begin();
  send("PROXY UNK");
  pair_.far_finishes();
  turn();
  ASSERT_TRUE(outcome_ && !*outcome_);
  EXPECT_EQ(outcome_->error(), Error::Closed);
}

TEST_F(ReceiveProxyHeader, CanBeCancelledAndDropped) {
  begin();
  turn();
  scope_.cancel();
  finish();
  ASSERT_TRUE(outcome_ && !*outcome_);
  EXPECT_EQ(outcome_->error(), Error::Cancelled);
}

}  // namespace
}  // namespace saki
