// SPDX-License-Identifier: Apache-2.0
#include "saki/parameter_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "told.h"

namespace saki {
namespace {

using test::told;
using testing::ElementsAre;
using testing::IsEmpty;

class GivenParameters final : public ParameterReader {
 public:
  using Given = std::multimap<std::string, std::string>;
  GivenParameters(Given given, Violations& violations) : ParameterReader(violations, ViolationIn::Query), given_(std::move(given)) {}
  void refuse_others(std::span<const std::string_view> /*names*/) override {}

 protected:
  Values values(std::string_view name, ParameterShape /*shape*/) override {
    found_.clear();
    const auto [first, last] = given_.equal_range(std::string(name));
    for (auto each = first; each != last; ++each) found_.push_back(each->second);
    return found_;
  }

 private:
  Given given_;
  std::vector<std::string_view> found_;
};

struct Page {
  std::int64_t after = 0;
  std::int32_t limit = 20;
  std::optional<std::string> word;
  std::vector<std::string> tags;
};

std::vector<std::string> reading(const GivenParameters::Given& given, Page& into) {
  Violations violations;
  GivenParameters in(given, violations);
  in.read("after", ParameterNeed::Required, into.after);
  in.read("limit", ParameterNeed::Optional, into.limit, Range<std::int32_t>(1, 100));
  in.read("word", ParameterNeed::Optional, into.word, Length::at_least(1));
  in.read("tag", ParameterNeed::Optional, into.tags, Items(Count::at_most(2), Length::at_most(3)));
  return told(violations);
}

TEST(ParameterReader, MissingParametersKeepTheirDefaultsUnlessTheyAreRequired) {
  Page page;
  EXPECT_THAT(reading({{"after", "7"}}, page), IsEmpty());
  EXPECT_EQ(page.after, 7);
  EXPECT_EQ(page.limit, 20);
  EXPECT_FALSE(page.word.has_value());
  EXPECT_THAT(reading({}, page), ElementsAre("query /after required"));
}

TEST(ParameterReader, EveryBrokenRuleIsTold) {
  Page page;
  EXPECT_THAT(reading({{"after", "x"}, {"limit", "101"}, {"word", ""}}, page),
              ElementsAre("query /after type", "query /limit too_large", "query /word too_short"));
}

TEST(ParameterReader, OnlyListsRepeat) {
  Page page;
  EXPECT_THAT(reading({{"after", "1"}, {"tag", "a"}, {"tag", "b"}}, page), IsEmpty());
  EXPECT_THAT(page.tags, ElementsAre("a", "b"));
  EXPECT_THAT(reading({{"after", "1"}, {"after", "2"}}, page), ElementsAre("query /after duplicate"));
  EXPECT_THAT(reading({{"after", "1"}, {"tag", "a"}, {"tag", "long"}, {"tag", "c"}}, page),
              ElementsAre("query /tag/1 too_long", "query /tag too_many"));
}

}  // namespace
}  // namespace saki
