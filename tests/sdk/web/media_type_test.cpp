// SPDX-License-Identifier: Apache-2.0
#include "saki/media_type.h"

#include <gtest/gtest.h>

#include <array>

namespace saki {
namespace {

TEST(MediaType, IsReadWithItsParameters) {
  const auto type = MediaType::parse(" Text/HTML ;charset=UTF-8; q=\"a;\\\"b\" ;");
  ASSERT_TRUE(type);
  EXPECT_TRUE(type->is("text", "html"));
  EXPECT_EQ(type->parameter("Charset"), "UTF-8");
  EXPECT_EQ(type->parameter("q"), "a;\"b");
  EXPECT_EQ(type->parameter("none"), "");
}

TEST(MediaType, OutsideTheGrammarIsNone) {
  for (const char* text : {"", "text", "text/", "/html", "text/html/x", "te xt/html", "text/html; a", "text/html; a=", "text/html; =b",
                           "text/html; a=\"b", "text/html x=y", "text/html; a=b c"}) {
    EXPECT_FALSE(MediaType::parse(text)) << text;
  }
}

TEST(MediaType, JsonIsWhateverIsBuiltOnIt) {
  for (const char* text :
       {"application/json", "application/json; charset=utf-8", "APPLICATION/JSON", "application/problem+json", "application/vnd.x+JSON"}) {
    EXPECT_TRUE(MediaType::parse(text)->is_json()) << text;
  }
  for (const char* text : {"text/plain", "application/jsonp", "application/xml", "application/+json", "text/json5"})
    EXPECT_FALSE(MediaType::parse(text)->is_json()) << text;
}

TEST(Accept, TheMostSpecificRangeDecides) {
  const char* accept = "text/*;q=0.3, text/plain;q=0.7, */*;q=0.5, image/png;q=0";
  EXPECT_EQ(accepted_quality(accept, "text/plain"), 700U);
  EXPECT_EQ(accepted_quality(accept, "text/html; charset=utf-8"), 300U);
  EXPECT_EQ(accepted_quality(accept, "application/json"), 500U);
  EXPECT_EQ(accepted_quality(accept, "image/png"), 0U);
  EXPECT_EQ(accepted_quality("", "image/png"), 1000U);
  EXPECT_EQ(accepted_quality("text/html", "image/png"), 0U);
}

TEST(Accept, MembersOutsideTheGrammarArePassedOver) {
  EXPECT_EQ(accepted_quality("text/html;q=2, text/html;q=0.25", "text/html"), 250U);
  EXPECT_EQ(accepted_quality("x, text/html;q=0.1234, ,text/html;a=\"b,c\";q=1.000", "text/html"), 1000U);
  EXPECT_EQ(accepted_quality("text/html;q=\"", "text/html"), 0U);
}

TEST(Accept, TheBestOfferWinsAndTheEarlierOfEquals) {
  const std::array<std::string_view, 2> offers = {"application/json", "text/html"};
  EXPECT_EQ(preferred("text/html, application/json;q=0.9", offers), "text/html");
  EXPECT_EQ(preferred("*/*", offers), "application/json");
  EXPECT_EQ(preferred("image/png", offers), std::nullopt);
}

}  // namespace
}  // namespace saki
