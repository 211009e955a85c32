// SPDX-License-Identifier: Apache-2.0
#include "limit/key_text.h"

#include <gtest/gtest.h>

namespace saki {
namespace {

std::string network(std::string_view host, std::uint32_t prefix) { return network_text(Address::from_host(host, 80).value(), prefix); }

TEST(KeyText, AnIpv6NetworkIsOneClient) {
  EXPECT_EQ(network("2001:db8:1:2::1", 64), network("2001:db8:1:2:ffff:1:2:3", 64));
  EXPECT_NE(network("2001:db8:1:2::1", 64), network("2001:db8:1:3::1", 64));
  EXPECT_NE(network("2001:db8:1:2::1", 128), network("2001:db8:1:2::2", 128));
}

TEST(KeyText, AnyLengthOfPrefixCuts) {
  EXPECT_EQ(network("2001:db8:1:f0::", 60), network("2001:db8:1:ff::", 60));
  EXPECT_NE(network("2001:db8:1:e0::", 60), network("2001:db8:1:ff::", 60));
  EXPECT_EQ(network("2001:db8::", 32), network("2001:db8:ffff::", 32));
}

TEST(KeyText, AnIpv4AddressIsItselfAlsoWhereItIsMapped) {
  EXPECT_NE(network("192.0.2.1", 32), network("192.0.2.2", 32));
  EXPECT_EQ(network("192.0.2.1", 64), network("::ffff:192.0.2.1", 64));
}

}  // namespace
}  // namespace saki
