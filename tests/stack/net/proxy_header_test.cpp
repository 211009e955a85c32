// SPDX-License-Identifier: Apache-2.0
#include "net/proxy_header.h"

#include <gtest/gtest.h>

#include <random>

#include "stack/net/proxy_samples.h"
#include "stack/net/reference_proxy.h"

namespace saki {
namespace {

using reference::Proxy;
using reference::ProxyState;

constexpr std::size_t kLimitBytes = 2048;

std::string shown(const std::string& bytes) { return testing::PrintToString(bytes); }

// Both decoders on `bytes`, which may be anything: they agree, on each beginning of it as well, and a verdict once given stands.
Proxy decode_everywhere(const std::string& bytes) {
  Proxy last;
  for (std::size_t size = 0; size <= bytes.size(); ++size) {
    const std::string_view received = std::string_view(bytes).substr(0, size);
    const Proxy proxy = reference::decode_proxy_with_the_real_one(received, kLimitBytes);
    EXPECT_EQ(proxy, reference::decode_proxy(received, kLimitBytes)) << shown(bytes) << " cut at " << size;
    if (last.state != ProxyState::Incomplete) {
      EXPECT_EQ(proxy, last) << shown(bytes) << " cut at " << size;
    }
    last = proxy;
  }
  return last;
}

Proxy decode(const std::string& bytes) { return reference::decode_proxy_with_the_real_one(bytes, kLimitBytes); }

TEST(ProxyHeader, ALineTellsBothEnds) {
  const Proxy proxy = decode("PROXY TCP6 2001:db8::1 2001:DB8::2 51234 443\r\nGET /");
  EXPECT_EQ(proxy.size_bytes, 46U);
  EXPECT_EQ(proxy.client, "[2001:db8::1]:51234");
  EXPECT_EQ(proxy.destination, "[2001:db8::2]:443");
}

TEST(ProxyHeader, ABlockTellsBothEndsAndWhetherTheClientUsedTls) {
  const Proxy plain = decode(samples::block('\x21', '\x11', samples::kIp4Ends));
  EXPECT_EQ(plain.client, "203.0.113.7:51234");
  EXPECT_EQ(plain.destination, "192.0.2.1:443");
  EXPECT_FALSE(plain.secure);
  EXPECT_TRUE(decode(samples::block('\x21', '\x11', samples::kIp4Ends + samples::tls('\x01', ""))).secure);
  EXPECT_EQ(decode(samples::block('\x21', '\x31', samples::kUnixEnds)).client, "unix:/run/client");
}

TEST(ProxyHeader, WhatSaysNothingOfAClientLeavesTheConnectionToItsSender) {
  using samples::block;
  for (const std::string& bytes : {std::string("PROXY UNKNOWN 1.2.3.4 5.6.7.8 1 2\r\n"), block('\x20', '\x11', samples::kIp4Ends),
                                   block('\x21', '\0', samples::kIp4Ends), block('\x21', '\x12', samples::kIp4Ends)}) {
    const Proxy proxy = decode(bytes);
    EXPECT_EQ(proxy.size_bytes, bytes.size()) << shown(bytes);
    EXPECT_EQ(proxy.client, "") << shown(bytes);
  }
}

TEST(ProxyHeader, GoodOnesAreReadWhereverTheyAreCutAndEndBeforeWhatFollows) {
  for (const std::string& bytes : samples::good_proxy_headers()) {
    const Proxy proxy = decode_everywhere(bytes + "GET / HTTP/1.1\r\n");
    EXPECT_EQ(proxy.state, ProxyState::Complete) << shown(bytes);
    EXPECT_EQ(proxy.size_bytes, bytes.size()) << shown(bytes);
    EXPECT_EQ(decode(bytes.substr(0, bytes.size() - 1)).state, ProxyState::Incomplete) << shown(bytes);
  }
}

TEST(ProxyHeader, BadOnesAreRefusedWhereverTheyAreCut) {
  for (const std::string& bytes : samples::bad_proxy_headers()) {
    EXPECT_EQ(decode_everywhere(bytes).state, ProxyState::Refused) << shown(bytes);
  }
}

TEST(ProxyHeader, WhatIsNoneIsRefusedAtItsFirstByte) {
  EXPECT_EQ(decode("G").state, ProxyState::Refused);
  EXPECT_EQ(decode("\r\n\r\nG").state, ProxyState::Refused);
  EXPECT_EQ(decode("PROXX").state, ProxyState::Refused);
}

TEST(ProxyHeader, ABlockIsBounded) {
  const std::string header = samples::block('\x20', '\0', std::string(84, 'x'));
  EXPECT_EQ(reference::decode_proxy_with_the_real_one(header, 100).state, ProxyState::Complete);
  EXPECT_EQ(reference::decode_proxy_with_the_real_one(header.substr(0, 16), 99).state, ProxyState::Refused);
}

TEST(ProxyHeader, EveryFaultHasItsText) {
  for (auto fault = ProxyFault::NoSignature; fault <= ProxyFault::WrongChecksum;
       fault = static_cast<ProxyFault>(static_cast<int>(fault) + 1)) {
    EXPECT_NE(Error(fault).text(), "the PROXY header is malformed");
  }
}

TEST(ProxyHeader, RandomlyChangedSamplesAgreeWithTheReference) {
  std::vector<std::string> samples = samples::good_proxy_headers();
  for (std::string& bytes : samples::bad_proxy_headers()) {
    if (bytes.size() < 300) samples.push_back(std::move(bytes));
  }
  std::mt19937 random(20261121);
  const auto below = [&](std::size_t bound) { return random() % bound; };
  for (int round = 0; round < 30'000; ++round) {
    std::string bytes = samples[below(samples.size())];
    for (std::size_t changes = below(3); changes > 0 && !bytes.empty(); --changes) {
      const std::size_t at = below(bytes.size());
      switch (below(4)) {
        case 0: bytes[at] = static_cast<char>(random()); break;
        case 1: bytes.erase(at, 1); break;
        case 2: bytes.insert(at, 1, "\r\n 0159:.\0\x03\x20\xff"[below(13)]); break;
        default: bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8))); break;
      }
    }
    ASSERT_EQ(decode(bytes), reference::decode_proxy(bytes, kLimitBytes)) << shown(bytes);
  }
}

// RFC 3720 appendix B.4.
TEST(Crc32c, HasTheKnownValues) {
  const auto checksum = [](std::string_view text) {
    Crc32c crc;
    crc.add(as_bytes(text));
    return crc.value();
  };
  EXPECT_EQ(checksum("123456789"), 0xe3069283);
  EXPECT_EQ(checksum(std::string(32, '\0')), 0x8a9136aa);
  EXPECT_EQ(checksum(std::string(32, '\xff')), 0x62a8ab43);
}

}  // namespace
}  // namespace saki
