// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_ticket_keys.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

using namespace std::chrono_literals;

class TicketKeys : public testing::Test {
 protected:
  ManualClock clock_;
  TlsTicketKeys keys_{10h, clock_};
};

TEST_F(TicketKeys, SealForHalfATicketsLife) {
  const TlsTicketKey first = keys_.sealing();
  clock_.advance(5h - 1s);
  EXPECT_EQ(keys_.sealing().name, first.name);
  clock_.advance(1s);
  const TlsTicketKey second = keys_.sealing();
  EXPECT_NE(second.name, first.name);
  EXPECT_NE(second.cipher, first.cipher);
  EXPECT_NE(second.mac, first.mac);
}

TEST_F(TicketKeys, OpenAsLongAsWhatTheySealedLives) {
  const TlsTicketKey first = keys_.sealing();
  EXPECT_TRUE(keys_.find(first.name.data())->seals);
  clock_.advance(5h);
  const auto former = keys_.find(first.name.data());
  ASSERT_TRUE(former);
  EXPECT_FALSE(former->seals);
  EXPECT_EQ(former->key.cipher, first.cipher);
  clock_.advance(10h - 1s);
  EXPECT_TRUE(keys_.find(first.name.data()));
  clock_.advance(1s);
  EXPECT_FALSE(keys_.find(first.name.data()));
}

TEST_F(TicketKeys, AreOfNoUseAfterALongSleep) {
  const TlsTicketKey first = keys_.sealing();
  clock_.advance(24h * 365);
  EXPECT_FALSE(keys_.find(first.name.data()));
}

TEST_F(TicketKeys, OfOthersAreNotFound) {
  TlsTicketKeys other(10h, clock_);
  EXPECT_FALSE(keys_.find(other.sealing().name.data()));
}

}  // namespace
}  // namespace saki
