// SPDX-License-Identifier: Apache-2.0
#include "saki/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "told.h"

namespace saki {
namespace {

using test::told;
using testing::ElementsAre;

class Rules : public testing::Test {
 protected:
  Violations violations_;
  Checker checker_{violations_, ViolationIn::Body};
};

TEST_F(Rules, ARangeHoldsAtBothItsEnds) {
  const Range<std::int32_t> rule(1, 100);
  EXPECT_TRUE(check(checker_, std::int32_t{1}, rule));
  EXPECT_TRUE(check(checker_, std::int32_t{100}, rule));
  EXPECT_FALSE(check(checker_, std::int32_t{0}, rule));
  EXPECT_FALSE(check(checker_, std::int32_t{101}, rule));
  EXPECT_THAT(told(violations_), ElementsAre("body  too_small", "body  too_large"));
}

TEST_F(Rules, ARangeOpenAtOneEndTellsOnlyTheOther) {
  EXPECT_TRUE(check(checker_, std::uint64_t{7}, Range<std::uint64_t>::at_least(7)));
  EXPECT_FALSE(check(checker_, std::uint64_t{6}, Range<std::uint64_t>::at_least(7)));
  EXPECT_TRUE(check(checker_, -1e300, Range<double>::at_most(0.5)));
  EXPECT_FALSE(check(checker_, 0.75, Range<double>::at_most(0.5)));
  EXPECT_EQ(violations_.list().at(0).detail, "must be at least 7");
  EXPECT_EQ(violations_.list().at(1).detail, "must be at most 0.5");
}

TEST_F(Rules, LengthCountsCodePointsOfTextAndBytesOfBytes) {
  EXPECT_TRUE(check(checker_, std::string_view("äöü"), Length(3, 3)));
  EXPECT_FALSE(check(checker_, Bytes("äöü"), Length::at_most(3)));
  EXPECT_FALSE(check(checker_, std::string_view(), Length::at_least(1)));
  EXPECT_EQ(violations_.list().at(0).detail, "must have at most 3 bytes");
  EXPECT_EQ(violations_.list().at(1).detail, "must have at least 1 character");
}

TEST_F(Rules, AFormatIsToldInWords) {
  EXPECT_TRUE(check(checker_, std::string_view("a@example.org"), Format::Email));
  EXPECT_FALSE(check(checker_, std::string_view("a"), Format::Email));
  EXPECT_FALSE(check(checker_, std::string_view("example.org"), Format::Uri));
  EXPECT_FALSE(check(checker_, std::string_view("../etc"), Format::Path));
  EXPECT_THAT(told(violations_), ElementsAre("body  format", "body  format", "body  format"));
}

TEST_F(Rules, APatternThatDoesNotMatchIsShown) {
  const Pattern pattern("^[a-z]+$");
  EXPECT_TRUE(check(checker_, std::string_view("abc"), Matching("^[a-z]+$", pattern)));
  EXPECT_FALSE(check(checker_, std::string_view("a1"), Matching("^[a-z]+$", pattern)));
  EXPECT_EQ(violations_.list().at(0).detail, "must match ^[a-z]+$");
}

TEST_F(Rules, AllReportsEachRuleThatIsBroken) {
  const Pattern pattern("^[a-z]+$");
  EXPECT_FALSE(check(checker_, std::string_view("A1"), All(Length::at_least(3), Matching("^[a-z]+$", pattern))));
  EXPECT_THAT(told(violations_), ElementsAre("body  too_short", "body  pattern"));
}

TEST_F(Rules, ThePlaceOfAViolationIsAJsonPointer) {
  const Checker::Inward outer(checker_, std::string_view("a/b"));
  {
    const Checker::Inward inner(checker_, std::size_t{3});
    checker_.violate("x", "y");
  }
  checker_.violate("x", "y");
  EXPECT_THAT(told(violations_), ElementsAre("body /a~1b/3 x", "body /a~1b x"));
}

}  // namespace
}  // namespace saki
