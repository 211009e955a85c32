// SPDX-License-Identifier: Apache-2.0
#include "server/address_counts.h"

#include <gtest/gtest.h>

#include <vector>

namespace saki {
namespace {

Address parse(const char* text) { return Address::parse(text).value(); }

TEST(AddressCounts, AnAddressHoldsItsLimitAndNoMoreWhateverItsPorts) {
  AddressCounts counts(2, 64);
  const auto first = counts.enter(parse("192.0.2.1:1"));
  ASSERT_TRUE(first && counts.enter(parse("192.0.2.1:2")));
  EXPECT_FALSE(counts.enter(parse("192.0.2.1:3")));
  EXPECT_TRUE(counts.enter(parse("192.0.2.2:3")));

  counts.leave(*first);
  EXPECT_TRUE(counts.enter(parse("192.0.2.1:3")));
}

TEST(AddressCounts, ThereIsAnEntryForAsLongAsThereAreConnections) {
  AddressCounts counts(5, 64);
  std::vector<AddressCounts::Entry*> entries;
  for (int port = 1; port < 4; ++port) entries.push_back(*counts.enter(parse(("192.0.2.1:" + std::to_string(port)).c_str())));
  EXPECT_EQ(counts.addresses(), 1U);
  for (AddressCounts::Entry* entry : entries) counts.leave(entry);
  EXPECT_EQ(counts.addresses(), 0U);
}

TEST(AddressCounts, OfIPv6ThePrefixCounts) {
  AddressCounts counts(1, 64);
  ASSERT_TRUE(counts.enter(parse("[2001:db8::1]:1")));
  EXPECT_FALSE(counts.enter(parse("[2001:db8::ffff:0:0:2]:1")));
  EXPECT_TRUE(counts.enter(parse("[2001:db8:0:1::1]:1")));

  AddressCounts wide(1, 56);
  ASSERT_TRUE(wide.enter(parse("[2001:db8::1]:1")));
  EXPECT_FALSE(wide.enter(parse("[2001:db8:0:ff::1]:1")));
  EXPECT_TRUE(wide.enter(parse("[2001:db8:0:100::1]:1")));

  AddressCounts exact(1, 128);
  ASSERT_TRUE(exact.enter(parse("[2001:db8::1]:1")));
  EXPECT_TRUE(exact.enter(parse("[2001:db8::2]:1")));
  EXPECT_FALSE(exact.enter(parse("[2001:db8::2]:1")));
}

TEST(AddressCounts, AnIPv4AddressIsTheSameOnASocketOfBothFamilies) {
  AddressCounts counts(1, 64);
  ASSERT_TRUE(counts.enter(parse("192.0.2.1:1")));
  EXPECT_FALSE(counts.enter(parse("[::ffff:192.0.2.1]:1")));
  EXPECT_TRUE(counts.enter(parse("[::ffff:192.0.2.2]:1"))) << "not one prefix for all of them";
}

TEST(AddressCounts, WithoutALimitAndOnUnixSocketsNothingIsCounted) {
  AddressCounts none(0, 64);
  EXPECT_EQ(none.enter(parse("192.0.2.1:1")), nullptr);
  AddressCounts one(1, 64);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(one.enter(parse("unix:/run/a.sock")), nullptr);
  one.leave(nullptr);
  EXPECT_EQ(one.addresses(), 0U);
}

}  // namespace
}  // namespace saki
