// SPDX-License-Identifier: Apache-2.0
#include "saki/config/units.h"

#include <gtest/gtest.h>

#include <random>

namespace saki {
namespace {

using namespace std::chrono_literals;

TEST(Units, ReadDurationsInFallingUnits) {
  EXPECT_EQ(parse_duration("500ms"), 500ms);
  EXPECT_EQ(parse_duration("1h30m"), 90min);
  EXPECT_EQ(parse_duration("1d2h3m4s5ms6us7ns"), 26h + 3min + 4s + 5ms + 6us + 7ns);
  EXPECT_EQ(parse_duration("0"), 0s);
  EXPECT_EQ(parse_duration("0s"), 0s);
  EXPECT_EQ(parse_duration("90m"), 90min);
  EXPECT_EQ(parse_duration("9223372036854775807ns"), Duration::max());
}

TEST(Units, RefuseDurationsOutsideTheGrammar) {
  for (const char* text : {"", "10", "s", "1s1s", "1s1m", "-1s", "+1s", "1.5s", "1 s", "1s ", " 1s", "1S", "1min", "00", "1y", "1h30"}) {
    const auto duration = parse_duration(text);
    ASSERT_FALSE(duration) << text;
    EXPECT_TRUE(duration.error() == Error::Invalid) << text;
  }
}

TEST(Units, RefuseDurationsThatDoNotFit) {
  for (const char* text : {"9223372036854775808ns", "106752d", "106751d24h", "99999999999999999999s"}) {
    const auto duration = parse_duration(text);
    ASSERT_FALSE(duration) << text;
    EXPECT_TRUE(duration.error() == Error::Exhausted) << text;
  }
}

TEST(Units, ReadSizes) {
  EXPECT_EQ(parse_size("0"), 0U);
  EXPECT_EQ(parse_size("4096"), 4096U);
  EXPECT_EQ(parse_size("16KiB"), 16384U);
  EXPECT_EQ(parse_size("1MiB"), 1048576U);
  EXPECT_EQ(parse_size("2GiB"), 2147483648U);
  EXPECT_EQ(parse_size("1TiB"), 1099511627776U);
  EXPECT_EQ(parse_size("18446744073709551615B"), 18446744073709551615U);
}

TEST(Units, RefuseOtherSizes) {
  for (const char* text : {"", "KiB", "1KB", "1k", "1M", "1.5MiB", "-1", "1 KiB", "1kib"}) {
    const auto size = parse_size(text);
    ASSERT_FALSE(size) << text;
    EXPECT_TRUE(size.error() == Error::Invalid) << text;
  }
  EXPECT_TRUE(parse_size("18446744073709551616").error() == Error::Exhausted);
  EXPECT_TRUE(parse_size("16777216TiB").error() == Error::Exhausted);
}

TEST(Units, WriteTheShortestForm) {
  EXPECT_EQ(format_duration(90min), "1h30m");
  EXPECT_EQ(format_duration(0s), "0s");
  EXPECT_EQ(format_duration(-1500ms), "-1s500ms");
  EXPECT_EQ(format_size(0), "0B");
  EXPECT_EQ(format_size(1000), "1000B");
  EXPECT_EQ(format_size(3 * 1048576U), "3MiB");
}

TEST(Units, ReadBackWhatTheyWrote) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t bits = random() >> (random() % 64);
    EXPECT_EQ(parse_size(format_size(bits)), bits);
    const Duration duration(static_cast<Duration::rep>(bits >> 1U));
    EXPECT_EQ(parse_duration(format_duration(duration)), duration);
  }
}

}  // namespace
}  // namespace saki
