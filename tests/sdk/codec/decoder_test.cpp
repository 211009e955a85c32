// SPDX-License-Identifier: Apache-2.0
#include "saki/decoder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "saki/encode.h"
#include "saki/json.h"
#include "told.h"

namespace saki {
namespace {

using test::told;
using testing::ElementsAre;
using testing::IsEmpty;

// Reads a whole document as a T; gives the violations' lines, or "malformed".
template <class T, class Rule = AnyValue>
std::vector<std::string> reading(std::string_view document, T& into, const Rule& rule = {}) {
  Violations violations;
  Decoder in(document, JsonForm::Request, violations);
  const bool good = read_value(in, into, rule);
  if (!in.finish()) return {"malformed"};
  EXPECT_EQ(good, violations.empty()) << document;
  return told(violations);
}

TEST(Decoder, ReadsEveryKindOfValue) {
  bool truth = false;
  EXPECT_THAT(reading("true", truth), IsEmpty());
  EXPECT_TRUE(truth);

  double number = 0;
  EXPECT_THAT(reading("2.5", number), IsEmpty());
  EXPECT_EQ(number, 2.5);

  Timestamp time;
  EXPECT_THAT(reading(R"("2026-11-20T12:00:00+02:00")", time), IsEmpty());
  EXPECT_EQ(time.text(), "2026-11-20T10:00:00.000000Z");

  std::chrono::year_month_day date{};
  EXPECT_THAT(reading(R"("2026-11-20")", date), IsEmpty());
  EXPECT_EQ(date, std::chrono::year(2026) / 11 / 20);

  std::chrono::microseconds duration{};
  EXPECT_THAT(reading(R"("1h30m")", duration), IsEmpty());
  EXPECT_EQ(duration, std::chrono::minutes(90));

  Bytes bytes;
  EXPECT_THAT(reading(R"("AAE=")", bytes), IsEmpty());
  EXPECT_EQ(bytes.size(), 2u);
}

TEST(Decoder, IntegersAreIntegralAndWithinTheirType) {
  std::int32_t narrow = 5;
  EXPECT_THAT(reading("1e3", narrow), IsEmpty());
  EXPECT_EQ(narrow, 1000);
  EXPECT_THAT(reading("2147483648", narrow), ElementsAre("body  type"));
  EXPECT_THAT(reading("1.5", narrow), ElementsAre("body  type"));
  EXPECT_THAT(reading(R"("1")", narrow), ElementsAre("body  type"));
  EXPECT_EQ(narrow, 1000) << "a value that does not fit leaves what was there";

  std::uint64_t wide = 0;
  EXPECT_THAT(reading("18446744073709551615", wide), IsEmpty());
  EXPECT_EQ(wide, std::numeric_limits<std::uint64_t>::max());
  EXPECT_THAT(reading("-1", wide), ElementsAre("body  type"));
}

TEST(Decoder, ValuesOfAnotherKindAreSkippedWhole) {
  std::vector<std::string> texts;
  EXPECT_THAT(reading(R"(["a", {"b": [1, 2]}, 3, null, "c"])", texts), ElementsAre("body /1 type", "body /2 type", "body /3 type"));
  EXPECT_EQ(texts.size(), 5u);
  EXPECT_EQ(texts.back(), "c");
}

TEST(Decoder, AListTellsItsCountAndEachItem) {
  std::vector<std::string> texts;
  const Items rule(Count::at_most(2), Length(1, 3));
  EXPECT_THAT(reading(R"(["a", "abcd", ""])", texts, rule), ElementsAre("body /1 too_long", "body /2 too_short", "body  too_many"));
  EXPECT_THAT(reading(R"({"a": 1})", texts, rule), ElementsAre("body  type"));
}

TEST(Decoder, AMapTellsItsEntriesByNameAndRepeatedOnes) {
  std::map<std::string, std::int64_t> counts;
  EXPECT_THAT(reading(R"({"a": 1, "b/c": "x", "a": 2})", counts), ElementsAre("body /b~1c type", "body /a duplicate"));
  EXPECT_THAT(reading(R"({"a": 1, "ä": 2})", counts, Items(Count::at_most(2))), IsEmpty());
  EXPECT_EQ(counts.at("ä"), 2);
}

TEST(Decoder, ListsNestAndTellWhereTheyBreak) {
  std::vector<std::vector<std::int32_t>> table;
  const Items rule(Count(), Items(Count::at_most(2), Range<std::int32_t>::at_most(9)));
  EXPECT_THAT(reading("[[1, 2], [3, 10], [4, 5, 6]]", table, rule), ElementsAre("body /1/1 too_large", "body /2 too_many"));
}

TEST(Decoder, NullEmptiesWhatIsOptionalAndBreaksTheRest) {
  std::optional<std::string> text = "x";
  EXPECT_THAT(reading("null", text, Length::at_least(1)), IsEmpty());
  EXPECT_FALSE(text.has_value());
  EXPECT_THAT(reading(R"("")", text, Length::at_least(1)), ElementsAre("body  too_short"));

  Box<std::int64_t> boxed;
  EXPECT_THAT(reading("7", boxed), IsEmpty());
  EXPECT_EQ(*boxed, 7);
  EXPECT_THAT(reading("null", boxed), IsEmpty());
  EXPECT_FALSE(boxed.has_value());

  std::string plain;
  EXPECT_THAT(reading("null", plain), ElementsAre("body  type"));
}

TEST(Decoder, MalformedDocumentsEndTheReading) {
  std::vector<std::string> texts;
  for (const std::string_view document : {"", "[", R"(["a")", R"(["a",])", R"(["a"] x)", "[\"\xff\"]", "tru"}) {
    EXPECT_THAT(reading(document, texts), ElementsAre("malformed")) << document;
  }
}

TEST(Decoder, FreeJsonTakesWhateverComes) {
  std::vector<Json> values;
  EXPECT_THAT(reading(R"([1, {"a": [true]}, null])", values), IsEmpty());
  EXPECT_EQ(values.at(1).at("a").at(0), true);
  EXPECT_EQ(encode(values, JsonForm::Answer), R"([1,{"a":[true]},null])");
}

TEST(Decoder, DepthIsBounded) {
  Violations violations;
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  Decoder in(deep, JsonForm::Request, violations);
  std::vector<std::string> texts;
  EXPECT_FALSE(read_json(in, texts));
  EXPECT_EQ(in.reader().fault().code, JsonFaultCode::TooDeep);
}

}  // namespace
}  // namespace saki
