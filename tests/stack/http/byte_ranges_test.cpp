// SPDX-License-Identifier: Apache-2.0
#include "saki/http/byte_ranges.h"

#include <gmock/gmock.h>

#include <random>
#include <string>

#include "stack/http/reference_conditions.h"

namespace saki::http {
namespace {

using testing::ElementsAre;
using Kind = ByteRanges::Kind;

std::vector<ByteRange> parts_of(const std::string& value, std::uint64_t size_bytes) {
  const ByteRanges ranges = ByteRanges::parse(value, size_bytes);
  EXPECT_EQ(ranges.kind() == Kind::Parts, !ranges.parts().empty()) << value;
  return {ranges.parts().begin(), ranges.parts().end()};
}

Kind kind_of(const std::string& value, std::uint64_t size_bytes = 1000) { return ByteRanges::parse(value, size_bytes).kind(); }

TEST(ByteRanges, TheThreeFormsMeanWhatTheirExamplesSay) {  // RFC 9110 section 14.1.2
  EXPECT_THAT(parts_of("bytes=0-499", 10'000), ElementsAre(ByteRange{0, 500}));
  EXPECT_THAT(parts_of("bytes=500-999", 10'000), ElementsAre(ByteRange{500, 500}));
  EXPECT_THAT(parts_of("bytes=-500", 10'000), ElementsAre(ByteRange{9500, 500}));
  EXPECT_THAT(parts_of("bytes=9500-", 10'000), ElementsAre(ByteRange{9500, 500}));
  EXPECT_THAT(parts_of("bytes=0-0,-1", 10'000), ElementsAre(ByteRange{0, 1}, ByteRange{9999, 1}));
  EXPECT_THAT(parts_of("bytes= 0-0 ,\t, 5-6 ,", 10), ElementsAre(ByteRange{0, 1}, ByteRange{5, 2}));
  EXPECT_THAT(parts_of("BYTES=1-1", 10), ElementsAre(ByteRange{1, 1}));
}

TEST(ByteRanges, EndAtTheEnd) {
  EXPECT_THAT(parts_of("bytes=5-999", 10), ElementsAre(ByteRange{5, 5}));
  EXPECT_THAT(parts_of("bytes=-999", 10), ElementsAre(ByteRange{0, 10}));
  EXPECT_THAT(parts_of("bytes=0-99999999999999999999999999", 10), ElementsAre(ByteRange{0, 10}));
  EXPECT_THAT(parts_of("bytes=-99999999999999999999999999", 10), ElementsAre(ByteRange{0, 10}));
  const std::uint64_t huge = std::uint64_t{1} << 62;
  EXPECT_THAT(parts_of("bytes=-1", huge), ElementsAre(ByteRange{huge - 1, 1}));
}

TEST(ByteRanges, WhatIsNotThereIsUnsatisfiableUnlessAnotherIs) {
  EXPECT_EQ(kind_of("bytes=1000-"), Kind::Unsatisfiable);
  EXPECT_EQ(kind_of("bytes=-0"), Kind::Unsatisfiable);
  EXPECT_EQ(kind_of("bytes=99999999999999999999999999-"), Kind::Unsatisfiable);
  EXPECT_EQ(kind_of("bytes=0-", 0), Kind::Unsatisfiable);
  EXPECT_EQ(kind_of("bytes=-5", 0), Kind::Whole);  // The last five of nothing are all of it.
  EXPECT_THAT(parts_of("bytes=1000-,3-4", 1000), ElementsAre(ByteRange{3, 2}));
}

TEST(ByteRanges, WhatIsOutsideTheGrammarIsIgnored) {
  for (const char* value : {"",
                            "bytes",
                            "bytes=",
                            "bytes=,",
                            "bytes 0-1",
                            "bytes =0-1",
                            "items=0-1",
                            "bytes=5",
                            "bytes=5-4",
                            "bytes=a-b",
                            "bytes=-",
                            "bytes=--1",
                            "bytes=0-1-2",
                            "bytes=+1-2",
                            "bytes=0x1-2",
                            "bytes=0-1;2-3",
                            "bytes=0 - 1",
                            "bytes=0-1,x",
                            "bytes=1-2,5-4",
                            "bytes=0-1\r"}) {
    EXPECT_EQ(kind_of(value), Kind::Whole) << value;
  }
}

TEST(ByteRanges, OverlappingAndTouchingOnesBecomeOneWhereTheFirstStood) {
  EXPECT_THAT(parts_of("bytes=0-4,5-9", 100), ElementsAre(ByteRange{0, 10}));
  EXPECT_THAT(parts_of("bytes=50-59,0-9,55-70", 100), ElementsAre(ByteRange{50, 21}, ByteRange{0, 10}));
  EXPECT_THAT(parts_of("bytes=0-9,20-29,5-25", 100), ElementsAre(ByteRange{0, 30}));
  EXPECT_THAT(parts_of("bytes=90-99,0-9,-100", 100), ElementsAre(ByteRange{0, 100}));
}

TEST(ByteRanges, AFloodOfThemIsNoMoreThanTheWhole) {  // CVE-2011-3192
  std::string flood = "bytes=0-";
  for (int i = 0; i < 31; ++i) flood += "," + std::to_string(i) + "-";
  EXPECT_THAT(parts_of(flood, 1000), ElementsAre(ByteRange{0, 1000}));
  EXPECT_EQ(kind_of(flood + ",5-6"), Kind::Whole);
}

TEST(ByteRanges, AgreeWithTheSlowReference) {
  std::mt19937 random(2026);
  const std::string_view letters = "0123456789--,, b";
  for (int round = 0; round < 20'000; ++round) {
    std::string value = "bytes=";
    const std::size_t length = random() % 24;
    for (std::size_t i = 0; i < length; ++i) value += letters[random() % letters.size()];
    const std::size_t size_bytes = random() % 40;
    const auto expected = reference::asked_bytes(value, size_bytes);
    const ByteRanges actual = ByteRanges::parse(value, size_bytes);
    ASSERT_EQ(actual.kind() == Kind::Whole, !expected) << value << " of " << size_bytes;
    if (!expected) continue;
    std::vector<bool> covered(size_bytes);
    for (const ByteRange& part : actual.parts()) {
      for (std::uint64_t at = part.first; at <= part.last(); ++at) {
        ASSERT_FALSE(covered.at(at)) << value;
        covered[at] = true;
      }
    }
    ASSERT_EQ(covered, *expected) << value << " of " << size_bytes;
  }
}

}  // namespace
}  // namespace saki::http
