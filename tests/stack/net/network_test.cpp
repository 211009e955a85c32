// SPDX-License-Identifier: Apache-2.0
#include "saki/net/network.h"

#include <gmock/gmock.h>

#include <random>

namespace saki {
namespace {

using testing::HasSubstr;

Network network(std::string_view text) { return Network::parse(text).value(); }
Address host(std::string_view text) { return Address::from_host(text, 1234).value(); }

TEST(Network, ReadsWhatItWrites) {
  for (const std::string text :
       {"10.0.0.0/8", "0.0.0.0/0", "127.0.0.1/32", "192.0.2.128/25", "2001:db8::/32", "::/0", "::1/128", "fe80::/10", "unix:"}) {
    EXPECT_EQ(network(text).text(), text);
  }
}

TEST(Network, AnAddressAloneIsTheWholeNetwork) {
  EXPECT_EQ(network("127.0.0.1"), network("127.0.0.1/32"));
  EXPECT_EQ(network("::1"), network("::1/128"));
}

TEST(Network, HoldsTheAddressesThatShareItsPrefix) {
  EXPECT_TRUE(network("10.0.0.0/8").contains(host("10.255.255.255")));
  EXPECT_FALSE(network("10.0.0.0/8").contains(host("11.0.0.0")));
  EXPECT_TRUE(network("192.0.2.128/25").contains(host("192.0.2.128")));
  EXPECT_FALSE(network("192.0.2.128/25").contains(host("192.0.2.127")));
  EXPECT_TRUE(network("0.0.0.0/0").contains(host("255.1.2.3")));
  EXPECT_TRUE(network("2001:db8::/33").contains(host("2001:db8:7fff::1")));
  EXPECT_FALSE(network("2001:db8::/33").contains(host("2001:db8:8000::1")));
}

TEST(Network, AnIPv4AddressIsOneHoweverItIsWritten) {
  EXPECT_TRUE(network("10.0.0.0/8").contains(host("::ffff:10.1.2.3")));
  EXPECT_EQ(network("::ffff:10.0.0.0/104"), network("10.0.0.0/8"));
  EXPECT_EQ(network("::ffff:10.0.0.1"), network("10.0.0.1"));
  EXPECT_EQ(network("::ffff:0:0/96"), network("0.0.0.0/0"));
  EXPECT_FALSE(network("::/0").contains(host("10.1.2.3")));
  EXPECT_FALSE(network("::/0").contains(host("::ffff:10.1.2.3")));
  EXPECT_FALSE(network("0.0.0.0/0").contains(host("::1")));
}

TEST(Network, UnixSocketsAreANetworkOfTheirOwn) {
  const Address local = Address::parse("unix:/run/a.sock").value();
  EXPECT_TRUE(network("unix:").contains(local));
  EXPECT_FALSE(network("0.0.0.0/0").contains(local));
  EXPECT_FALSE(network("unix:").contains(host("127.0.0.1")));
  EXPECT_FALSE(network("unix:").contains(Address()));
  EXPECT_FALSE(network("::/0").contains(Address()));
}

TEST(Network, SeveralHoldWhatOneOfThemHolds) {
  const std::array networks{network("10.0.0.0/8"), network("::1")};
  EXPECT_TRUE(contains(networks, host("10.0.0.1")));
  EXPECT_TRUE(contains(networks, host("::1")));
  EXPECT_FALSE(contains(networks, host("192.0.2.1")));
  EXPECT_FALSE(contains({}, host("10.0.0.1")));
}

TEST(Network, EachMistakeHasItsName) {
  using enum NetworkFault;
  const auto fault = [](std::string_view text) { return Network::parse(text).error(); };
  using namespace std::string_view_literals;
  for (const std::string_view text : {""sv, "/8"sv, "10.0.0/8"sv, "localhost"sv, "010.0.0.0/8"sv, "[::1]"sv, "10.0.0.1:80"sv, "*"sv,
                                      "unix:/a"sv, "1.2.3.4\0"sv, "::1%lo"sv, " 10.0.0.0/8"sv, "fe80:::/10"sv}) {
    EXPECT_EQ(fault(text), NotAnAddress) << text;
  }
  for (const std::string_view text :
       {"10.0.0.0/", "10.0.0.0/+8", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/8 ", "10.0.0.0/8/8", "10.0.0.0/255.0.0.0"}) {
    EXPECT_EQ(fault(text), MalformedPrefix) << text;
  }
  EXPECT_EQ(fault("10.0.0.0/33"), PrefixTooLong);
  EXPECT_EQ(fault("::/129"), PrefixTooLong);
  EXPECT_EQ(fault("::ffff:10.0.0.0/129"), PrefixTooLong);
  EXPECT_EQ(fault("10.0.0.1/8"), HostBitsSet);
  EXPECT_EQ(fault("2001:db8::1/127"), HostBitsSet);
  EXPECT_EQ(fault("::ffff:10.0.0.0/80"), HostBitsSet);
}

TEST(Network, AMistakeIsExplainedWithTheWayOut) {
  EXPECT_EQ(Network::explain("10.0.0.0/8"), "");
  EXPECT_THAT(Network::explain("10.1.2.3/8"), HasSubstr("10.0.0.0/8 is the network around it"));
  EXPECT_THAT(Network::explain("10.0.0.0/40"), HasSubstr("at most 32"));
  EXPECT_THAT(Network::explain("proxy.example"), HasSubstr("\"proxy.example\" is no network"));
}

// Bit by bit, on text of zeros and ones.
std::string bits_of(const Address& address) {
  std::string bits;
  for (const std::byte byte : address.host_bytes()) {
    for (int bit = 7; bit >= 0; --bit) bits += ((std::to_integer<unsigned>(byte) >> bit) & 1) != 0 ? '1' : '0';
  }
  return bits;
}

TEST(Network, RandomNetworksHoldExactlyWhatBeginsWithTheirBits) {
  std::mt19937 random(20261121);
  const auto random_host = [&](std::size_t size) {
    std::array<std::byte, 16> bytes;
    for (std::byte& byte : bytes) byte = static_cast<std::byte>(random());
    return Address::from_host_bytes(ByteView(bytes).first(size), 0);
  };
  for (int round = 0; round < 20'000; ++round) {
    const std::size_t size = random() % 2 == 0 ? 4 : 16;
    const Address inside = random_host(size);
    const std::size_t prefix = random() % (size * 8 + 1);
    const auto parsed = Network::parse(inside.host() + "/" + std::to_string(prefix));
    const std::string bits = bits_of(inside);
    ASSERT_EQ(parsed.has_value(), bits.find('1', prefix) == bits.npos) << inside.host() << "/" << prefix;

    const std::string explained = Network::explain(inside.host() + "/" + std::to_string(prefix));
    const std::size_t around = explained.find("; ");
    const Network network = parsed ? *parsed : Network::parse(explained.substr(around + 2, explained.find(" is the") - around - 2)).value();
    ASSERT_TRUE(network.contains(inside));
    ASSERT_EQ(Network::parse(network.text()).value(), network);

    std::array<std::byte, 16> bytes{};
    std::ranges::copy(inside.host_bytes(), bytes.begin());
    const std::size_t flipped = random() % (size * 8);
    bytes[flipped / 8] ^= static_cast<std::byte>(0x80U >> flipped % 8);
    const Address changed = Address::from_host_bytes(ByteView(bytes).first(size), 0);
    ASSERT_EQ(network.contains(changed), bits_of(changed).starts_with(bits.substr(0, prefix))) << network.text() << " " << changed.host();
  }
}

}  // namespace
}  // namespace saki
