// SPDX-License-Identifier: Apache-2.0
#include "saki/parameters.h"

#include <gmock/gmock.h>

#include <iterator>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "sdk/web/reference_query.h"

namespace saki {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs pairs(std::string_view text) {
  Arena arena;
  const Parameters parameters = Parameters::parse(text, arena).value();
  Pairs pairs;
  for (const Parameter& parameter : parameters) pairs.emplace_back(parameter.name, parameter.value);
  return pairs;
}

TEST(Parameters, KeepTheirOrderAndTheirRepetitions) { EXPECT_EQ(pairs("a=1&b=2&a=3"), (Pairs{{"a", "1"}, {"b", "2"}, {"a", "3"}})); }

TEST(Parameters, AreDecodedInNamesAndValues) {
  EXPECT_EQ(pairs("na%6De=Ann+Lee&x=%26%3d%2B%25&%C3%BC=%F0%9F%98%80"), (Pairs{{"name", "Ann Lee"}, {"x", "&=+%"}, {"ü", "😀"}}));
}

TEST(Parameters, WithoutEqualsSignHaveAnEmptyValueAndEmptyOnesArePassedOver) {
  EXPECT_EQ(pairs("a&b=&=c&&d==e&"), (Pairs{{"a", ""}, {"b", ""}, {"", "c"}, {"d", "=e"}}));
  EXPECT_EQ(pairs(""), Pairs{});
  EXPECT_EQ(pairs("&&"), Pairs{});
}

TEST(Parameters, BrokenEncodingIsRefused) {
  Arena arena;
  for (const char* text : {"a=%", "a=%4", "a=%zz", "%=1", "a=%FF", "a=\xFF", "a=%C3", "a=1&b=%ED%A0%80"})
    EXPECT_FALSE(Parameters::parse(text, arena)) << text;
}

TEST(Parameters, AbsentAndEmptyAreToldApart) {
  Arena arena;
  const Parameters parameters = Parameters::parse("a=&b=2&b=3", arena).value();
  EXPECT_EQ(parameters.find("a"), "");
  EXPECT_EQ(parameters.find("b"), "2");
  EXPECT_EQ(parameters.find("c"), std::nullopt);
  EXPECT_EQ(parameters.size(), 3U);
}

TEST(Parameters, ManyPairsAreNoMoreThanTheTextAllows) {
  std::string text;
  for (int i = 0; i < 40; ++i) text += "k" + std::to_string(i) + "=v&";
  EXPECT_EQ(pairs(text).size(), 40U);
  EXPECT_EQ(pairs(text).back().first, "k39");
}

TEST(Parameters, RandomTextsAreSplitAsTheReferenceDoes) {
  constexpr std::string_view kPieces[] = {"a", "=", "&", "+", "%41", "%", "%2", "%zz", "%C3%A4", "%ff", "\xc3\xa4", "%00"};
  std::mt19937_64 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint64_t left = random() % 12; left > 0; --left) text += kPieces[random() % std::size(kPieces)];
    Arena arena;
    const auto expected = reference::parse_query(text);
    ASSERT_EQ(Parameters::parse(text, arena).has_value(), expected.has_value()) << text;
    if (expected) {
      ASSERT_EQ(pairs(text), *expected) << text;
    }
  }
}

}  // namespace
}  // namespace saki
