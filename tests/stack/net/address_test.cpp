// SPDX-License-Identifier: Apache-2.0
#include "saki/net/address.h"

#include <gtest/gtest.h>

#include <string>

namespace saki {
namespace {

TEST(Address, ReadsWhatItWrites) {
  for (const std::string text :
       {"127.0.0.1:8080", "0.0.0.0:0", "255.255.255.255:65535", "[::1]:80", "[::]:443", "[2001:db8::1:2]:1", "unix:/run/notes.sock"}) {
    const Result<Address> address = Address::parse(text);
    ASSERT_TRUE(address) << text;
    EXPECT_EQ(address->text(), text);
  }
}

TEST(Address, TellsItsParts) {
  const Address ip4 = Address::parse("10.1.2.3:4567").value();
  EXPECT_EQ(ip4.family(), AF_INET);
  EXPECT_EQ(ip4.host(), "10.1.2.3");
  EXPECT_EQ(ip4.port(), 4567);

  const Address ip6 = Address::parse("[fe80::2]:9").value();
  EXPECT_EQ(ip6.family(), AF_INET6);
  EXPECT_EQ(ip6.host(), "fe80::2");
  EXPECT_EQ(ip6.port(), 9);

  const Address local = Address::parse("unix:/tmp/a b").value();
  EXPECT_TRUE(local.is_unix());
  EXPECT_EQ(local.host(), "/tmp/a b");
  EXPECT_EQ(local.port(), 0);
}

TEST(Address, AStarIsEveryAddress) { EXPECT_EQ(Address::parse("*:80").value().text(), "[::]:80"); }

TEST(Address, RefusesWhatIsOutsideItsGrammar) {
  using namespace std::string_literals;
  for (const std::string& text : {""s,
                                  ":"s,
                                  ":80"s,
                                  "127.0.0.1"s,
                                  "127.0.0.1:"s,
                                  "127.0.0.1:65536"s,
                                  "127.0.0.1:-1"s,
                                  "127.0.0.1:+1"s,
                                  "127.0.0.1: 80"s,
                                  "127.0.0.1:80x"s,
                                  "127.1:80"s,
                                  "256.0.0.1:80"s,
                                  "127.0.0.1\0:80"s,
                                  "localhost:80"s,
                                  "::1:80"s,
                                  "[::1]"s,
                                  "[::1]:"s,
                                  "[::1:80"s,
                                  "[]:80"s,
                                  "[:::]:80"s,
                                  "[127.0.0.1]:80"s,
                                  "unix:"s,
                                  "unix:relative"s,
                                  "unix:/a\0b"s,
                                  "*"s,
                                  "*:"s}) {
    const Result<Address> address = Address::parse(text);
    ASSERT_FALSE(address) << text;
    EXPECT_EQ(address.error(), Error::Invalid);
  }
}

TEST(Address, AUnixPathHasAtMostOneHundredAndSevenBytes) {
  const std::string longest = "/" + std::string(106, 'a');
  EXPECT_EQ(Address::parse("unix:" + longest).value().host(), longest);
  EXPECT_FALSE(Address::parse("unix:" + longest + "a"));
}

TEST(Address, AnAddressWithoutNameHasNoText) {
  EXPECT_EQ(Address().family(), AF_UNSPEC);
  EXPECT_EQ(Address().text(), "");
  sockaddr_un unnamed{};
  unnamed.sun_family = AF_UNIX;
  EXPECT_EQ(Address::from_kernel(reinterpret_cast<const sockaddr*>(&unnamed), sizeof unnamed.sun_family).text(), "unix:");
}

TEST(Address, IsMadeOfAHostAlone) {
  EXPECT_EQ(Address::from_host("10.1.2.3", 80).value().text(), "10.1.2.3:80");
  EXPECT_EQ(Address::from_host("::1", 0).value().text(), "[::1]:0");
  EXPECT_EQ(Address::from_host("1:2:3:4:5:6:100.101.102.103", 1).value().port(), 1);
  for (const char* host : {"", "*", "[::1]", "localhost", "10.1.2.3:80", "1.2.3", "::1%lo"})
    EXPECT_FALSE(Address::from_host(host, 0)) << host;
  EXPECT_FALSE(Address::from_host(std::string(100, '1'), 0));
}

TEST(Address, TheBytesOfAHostAreTheSameHoweverItIsWritten) {
  const auto parse = [](const char* text) { return Address::parse(text).value(); };
  const Address plain = parse("10.1.2.3:80");
  const Address mapped = parse("[::ffff:10.1.2.3]:81");
  EXPECT_EQ(plain.host_bytes().size(), 4U);
  EXPECT_EQ(as_text(plain.host_bytes()), as_text(mapped.host_bytes()));
  EXPECT_EQ(as_text(plain.host_bytes()), "\x0a\x01\x02\x03");
  EXPECT_EQ(parse("[::1]:80").host_bytes().size(), 16U);
  EXPECT_EQ(Address::from_host_bytes(plain.host_bytes(), 80), plain);
  EXPECT_TRUE(parse("unix:/a").host_bytes().empty());
  EXPECT_TRUE(Address().host_bytes().empty());
}

TEST(Address, IsEqualByWhatItSays) {
  const auto parse = [](const char* text) { return Address::parse(text).value(); };
  EXPECT_EQ(parse("127.0.0.1:80"), parse("127.0.0.1:80"));
  EXPECT_NE(parse("127.0.0.1:80"), parse("127.0.0.1:81"));
  EXPECT_NE(parse("127.0.0.1:80"), parse("127.0.0.2:80"));
  EXPECT_EQ(parse("[::1]:80"), parse("[0:0::1]:80"));
  EXPECT_NE(parse("[::1]:80"), parse("127.0.0.1:80"));
  EXPECT_EQ(parse("unix:/a"), parse("unix:/a"));
  EXPECT_NE(parse("unix:/a"), parse("unix:/b"));
}

}  // namespace
}  // namespace saki
