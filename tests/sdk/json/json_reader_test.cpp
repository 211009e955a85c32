// SPDX-License-Identifier: Apache-2.0
#include "saki/json_reader.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <utility>
#include <vector>

namespace saki {
namespace {

using namespace std::string_literals;

bool well_formed(std::string_view document) {
  JsonReader reader(document);
  reader.skip();
  return reader.finish();
}

std::string fault_of(std::string_view document) {
  JsonReader reader(document);
  reader.skip();
  return reader.finish() ? "" : reader.fault_text();
}

TEST(JsonReader, WalksAnObjectMemberByMember) {
  JsonReader reader(R"( {"id": 7, "tags": ["a", "b"], "done": true, "due": null, "extra": {"x": [1, {}]}} )");
  std::int64_t id = 0;
  bool done = false;
  std::string tags;
  std::string_view name;
  ASSERT_TRUE(reader.begin_object());
  while (reader.next_member(name)) {
    if (name == "id") {
      ASSERT_TRUE(reader.read_int64(id));
    } else if (name == "tags") {
      ASSERT_TRUE(reader.begin_array());
      std::string_view tag;
      while (reader.next_element()) {
        ASSERT_TRUE(reader.read_string(tag));
        tags += tag;
      }
    } else if (name == "done") {
      ASSERT_TRUE(reader.read_bool(done));
    } else if (name == "due") {
      ASSERT_TRUE(reader.read_null());
    } else {
      EXPECT_EQ(reader.raw_value(), R"({"x": [1, {}]})");
    }
  }
  EXPECT_TRUE(reader.finish());
  EXPECT_EQ(id, 7);
  EXPECT_EQ(tags, "ab");
  EXPECT_TRUE(done);
}

TEST(JsonReader, AnotherKindThanAskedForIsNoFaultAndStaysToBeTaken) {
  JsonReader reader(R"(["x"])");
  std::int64_t number = 0;
  ASSERT_TRUE(reader.begin_array());
  ASSERT_TRUE(reader.next_element());
  EXPECT_FALSE(reader.read_int64(number));
  EXPECT_TRUE(reader.ok());
  EXPECT_EQ(reader.kind(), JsonKind::String);
  reader.skip();
  EXPECT_FALSE(reader.next_element());
  EXPECT_TRUE(reader.finish());
}

TEST(JsonReader, NumbersThatArePassedOverAreHeldToTheSameGrammar) {
  for (const char* const text : {"[1, 22,333]", "[0,0, 0]", "[1 ,2]", "[\n1,\t2\r]", "[1.5,2,-3,4e1,5]",
                                 "[]",          "[1]",      "[1,]",   "[01,2]",      "[1,02,3]",
                                 "[1,,2]",      "[,1]",     "[1,x]",  "[1,2",        "[1,2,",
                                 "[1",          "[1 2]",    "[-,1]",  "[1,2}",       "[00]"}) {
    JsonReader skipping(text);
    JsonReader reading(text);
    std::string_view number;
    skipping.skip();
    if (reading.begin_array()) {
      while (reading.next_element()) static_cast<void>(reading.read_number(number) || reading.read_null());
    }
    EXPECT_EQ(skipping.finish(), reading.finish()) << text;
    EXPECT_EQ(skipping.fault_text(), reading.fault_text()) << text;
  }
}

TEST(JsonReader, IntegersAreExactHoweverTheyAreWritten) {
  const std::vector<std::pair<std::string, std::int64_t>> cases = {{"0", 0},
                                                                   {"-0", 0},
                                                                   {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
                                                                   {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
                                                                   {"1.0", 1},
                                                                   {"1e3", 1000},
                                                                   {"1.5e1", 15},
                                                                   {"1000e-3", 1},
                                                                   {"0.0e99999999999999999999", 0},
                                                                   {"0.000000000000000000001e21", 1},
                                                                   {"9007199254740993", 9007199254740993}};
  for (const auto& [text, expected] : cases) {
    JsonReader reader(text);
    std::int64_t value = -1;
    EXPECT_TRUE(reader.read_int64(value)) << text;
    EXPECT_EQ(value, expected) << text;
    EXPECT_TRUE(reader.finish());
  }
  for (const char* text :
       {"9223372036854775808", "-9223372036854775809", "1.5", "1e-1", "1e19", "1e99999999999999999999", "1e-99999999999999999999"}) {
    JsonReader reader(text);
    std::int64_t value = 42;
    EXPECT_FALSE(reader.read_int64(value)) << text;
    EXPECT_EQ(value, 42);
    EXPECT_TRUE(reader.finish()) << text;
  }
}

TEST(JsonReader, UnsignedIntegersReachTheirEndAndRefuseTheNegative) {
  std::uint64_t value = 0;
  EXPECT_TRUE(JsonReader("18446744073709551615").read_uint64(value));
  EXPECT_EQ(value, std::numeric_limits<std::uint64_t>::max());
  EXPECT_FALSE(JsonReader("18446744073709551616").read_uint64(value));
  EXPECT_FALSE(JsonReader("-1").read_uint64(value));
  EXPECT_TRUE(JsonReader("-0").read_uint64(value));
}

TEST(JsonReader, DoublesAreTheNearest) {
  const std::vector<std::pair<std::string, double>> cases = {{"0.1", 0.1},     {"-0.0", -0.0},
                                                             {"1e308", 1e308}, {"5e-324", 5e-324},
                                                             {"1e-999", 0.0},  {"123456789012345678901234567890", 1.2345678901234568e29}};
  for (const auto& [text, expected] : cases) {
    double value = 42;
    EXPECT_TRUE(JsonReader(text).read_double(value)) << text;
    EXPECT_EQ(value, expected) << text;
  }
  double value = 0;
  EXPECT_FALSE(JsonReader("1e309").read_double(value));
}

TEST(JsonReader, EscapesAreUndone) {
  JsonReader reader(R"("\"\\\/\b\f\n\r\t\u0041\u00e9\u20AC\uD83D\uDE00 \u0000")");
  std::string_view text;
  ASSERT_TRUE(reader.read_string(text));
  EXPECT_EQ(text, "\"\\/\b\f\n\r\tAé€😀 \0"s);
  EXPECT_TRUE(reader.finish());
}

TEST(JsonReader, AStringWithoutEscapesIsAViewIntoTheDocument) {
  const std::string document = R"("plain")";
  JsonReader reader(document);
  std::string_view text;
  ASSERT_TRUE(reader.read_string(text));
  EXPECT_EQ(text.data(), document.data() + 1);
}

TEST(JsonReader, MalformedDocumentsSayWhereAndWhy) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "the text ends too early at line 1, column 1"},
      {"{\"a\": 1,\n \"b\" 2}", "expected a colon at line 2, column 6"},
      {"[1 2]", "expected a comma or the end of the array or object at line 1, column 4"},
      {"[1,]", "expected a value at line 1, column 4"},
      {"{\"a\":1,}", "expected a member's name in quotes at line 1, column 8"},
      {"{a:1}", "expected a member's name in quotes at line 1, column 2"},
      {"[\"é\", x]", "expected a value at line 1, column 7"},
      {"\"a\\x\"", "no such escape at line 1, column 3"},
      {"\"\\ud800\"", "half of a surrogate pair at line 1, column 2"},
      {"\"\\udc00\"", "half of a surrogate pair at line 1, column 2"},
      {"\"\\ud800\\u0041\"", "half of a surrogate pair at line 1, column 2"},
      {"\"\\u12g4\"", "no such escape at line 1, column 2"},
      {"\"a\nb\"", "a control character in a string at line 1, column 3"},
      {"\"\\n\tb\"", "a control character in a string at line 1, column 4"},
      {"\"ab\xFF\"", "text that is not UTF-8 at line 1, column 4"},
      {"\"\\n\xFF\"", "text that is not UTF-8 at line 1, column 4"},
      {"1 2", "expected the end of the text at line 1, column 3"},
      {"[1", "the text ends too early at line 1, column 3"},
      {"\"a", "the text ends too early at line 1, column 3"},
      {"\"a\\", "the text ends too early at line 1, column 4"},
  };
  for (const auto& [document, text] : cases) EXPECT_EQ(fault_of(document), text) << testing::PrintToString(document);
}

TEST(JsonReader, WhatRfc8259DoesNotKnowIsRefused) {
  for (const std::string& document :
       {"\xEF\xBB\xBF{}"s, "tru"s, "nul"s,    "TRUE"s, "01"s,  "+1"s,      "1."s, ".1"s, "1e"s,      "-"s,   "0x1"s, "NaN"s,
        "Infinity"s,       "'a'"s, "[1,,2]"s, "[,1]"s, "{,}"s, "{\"a\"}"s, "[}"s, "{]"s, "// c\n1"s, "\f1"s, "1\0"s, "]"s}) {
    EXPECT_FALSE(well_formed(document)) << testing::PrintToString(document);
  }
}

TEST(JsonReader, DepthIsBounded) {
  EXPECT_TRUE(well_formed(std::string(64, '[') + std::string(64, ']')));
  EXPECT_EQ(fault_of(std::string(65, '[') + std::string(65, ']')), "too many arrays and objects within one another at line 1, column 65");
  JsonReader shallow("[[1]]", 1);
  shallow.skip();
  EXPECT_FALSE(shallow.ok());
}

TEST(JsonReader, AFaultStays) {
  JsonReader reader("[1,x]");
  reader.skip();
  const std::size_t offset = reader.fault().offset;
  bool truth = false;
  EXPECT_FALSE(reader.read_bool(truth));
  EXPECT_FALSE(reader.next_element());
  EXPECT_FALSE(reader.finish());
  EXPECT_EQ(reader.kind(), JsonKind::None);
  EXPECT_EQ(reader.fault().offset, offset);
}

}  // namespace
}  // namespace saki
