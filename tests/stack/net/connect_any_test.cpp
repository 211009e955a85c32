// SPDX-License-Identifier: Apache-2.0
//
// Connecting to whichever of several addresses answers first.
#include "saki/net/connect_any.h"

#include "net_fixture.h"

namespace saki {
namespace {

using namespace std::chrono_literals;
using Connected = Result<std::unique_ptr<Stream>>;

Task<> connect_to_any(Loop& loop, std::vector<Address> addresses, Connected& into) {
  into = co_await connect_any(loop, std::move(addresses), 5s);
}

class ConnectAny : public NetFixture {
 protected:
  ConnectAny() {
    for (std::unique_ptr<Stream>& filler : fillers_) {
      Connected filled = fail(Error::Invalid);
      scope_.spawn(connect_to_any, std::ref(*loop_), std::vector{silent_.local_address()}, std::ref(filled));
      finish();
      filler = std::move(filled.value());
    }
    Listener gone(*loop_, open_listening_socket(Address::parse("127.0.0.1:0").value(), {}).value());
    refusing_ = gone.local_address();
  }
  void begin(std::vector<Address> addresses) { scope_.spawn(connect_to_any, std::ref(*loop_), std::move(addresses), std::ref(connected_)); }
  [[nodiscard]] Address silent() const { return silent_.local_address(); }
  [[nodiscard]] Address open() const { return open_.local_address(); }
  [[nodiscard]] std::size_t attempts() const { return loop_->watcher_count() - std::size(fillers_); }

  Listener open_{*loop_, open_listening_socket(Address::parse("[::1]:0").value(), {}).value()};
  // A listener whose queue is full does not answer.
  Listener silent_{*loop_, open_listening_socket(Address::parse("127.0.0.1:0").value(), {.backlog = 1}).value()};
  std::unique_ptr<Stream> fillers_[2];
  Address refusing_;
  Connected connected_ = fail(Error::Closed);
};

TEST_F(ConnectAny, KindsOfAddressesTakeTurns) {
  const Address a = Address::from_host("::1", 1).value();
  const Address b = Address::from_host("::2", 1).value();
  const Address c = Address::from_host("127.0.0.1", 1).value();
  const Address d = Address::from_host("127.0.0.2", 1).value();
  EXPECT_THAT(in_turn({a, b, c, d}), testing::ElementsAre(a, c, b, d));
  EXPECT_THAT(in_turn({c, a, b}), testing::ElementsAre(c, a, b));
  EXPECT_THAT(in_turn({c}), testing::ElementsAre(c));
  EXPECT_THAT(in_turn({}), testing::ElementsAre());
}

TEST_F(ConnectAny, TheNextIsTriedAtOnceWhereOneRefuses) {
  begin({refusing_, refusing_, open()});
  finish();
  ASSERT_TRUE(connected_);
  EXPECT_EQ((*connected_)->peer_address(), open());
}

TEST_F(ConnectAny, TheNextIsTriedBesideOneThatKeepsSilent) {
  begin({silent(), open()});
  turn();
  EXPECT_EQ(attempts(), 1U);
  pass(250ms - 1ns);
  EXPECT_EQ(attempts(), 1U);
  pass(1ns);
  finish();
  ASSERT_TRUE(connected_);
  EXPECT_EQ((*connected_)->peer_address(), open());
  connected_->reset();
  EXPECT_EQ(attempts(), 0U);  // The loser was closed.
}

TEST_F(ConnectAny, AllThatFailGiveTheLastOnesError) {
  begin({refusing_, refusing_});
  finish();
  EXPECT_EQ(connected_.error().detail(), ECONNREFUSED);
  begin({});
  finish();
  EXPECT_EQ(connected_.error(), Error::Invalid);
}

TEST_F(ConnectAny, TheLimitIsForAllTogether) {
  begin({silent(), silent(), silent()});
  turn();
  pass(5s - 1ns);
  EXPECT_EQ(scope_.running(), 1U);
  pass(1ns);
  EXPECT_EQ(connected_.error(), Error::Timeout);
  EXPECT_EQ(attempts(), 0U);
}

TEST_F(ConnectAny, CancellingClosesEveryAttempt) {
  begin({silent(), silent()});
  turn();
  pass(250ms);
  EXPECT_EQ(attempts(), 2U);
  scope_.cancel();
  EXPECT_EQ(connected_.error(), Error::Cancelled);
  EXPECT_EQ(attempts(), 0U);
}

}  // namespace
}  // namespace saki
