// SPDX-License-Identifier: Apache-2.0
#include "saki/json_writer.h"

#include <gtest/gtest.h>

#include <array>
#include <limits>
#include <string>

namespace saki {
namespace {

template <class Fill>
std::string written(Fill fill) {
  std::string text;
  JsonWriter writer(text);
  fill(writer);
  return text;
}

TEST(JsonWriter, PutsCommasAndColonsWhereTheyBelong) {
  const std::string text = written([](JsonWriter& writer) {
    writer.begin_object();
    writer.name("id");
    writer.integer(7);
    writer.name("tags");
    writer.begin_array();
    writer.string("a");
    writer.begin_array();
    writer.end_array();
    writer.null();
    writer.end_array();
    writer.name("sub");
    writer.begin_object();
    writer.end_object();
    writer.name("done");
    writer.boolean(false);
    writer.name("raw");
    writer.raw("[1]");
    writer.end_object();
  });
  EXPECT_EQ(text, R"({"id":7,"tags":["a",[],null],"sub":{},"done":false,"raw":[1]})");
}

TEST(JsonWriter, EscapesWhatMustBeAndNothingElse) {
  EXPECT_EQ(written([](JsonWriter& writer) { writer.string(std::string_view("\"\\/\b\f\n\r\t\x01\x1f\0 é\x7f", 15)); }),
            "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\\u0000 é\x7f\"");
}

TEST(JsonWriter, MendsTextThatIsNotUtf8) {
  EXPECT_EQ(written([](JsonWriter& writer) { writer.string("a\xFF\"b"); }), "\"a\xEF\xBF\xBD\\\"b\"");
}

TEST(JsonWriter, NumbersAreShortestAndExact) {
  EXPECT_EQ(written([](JsonWriter& writer) { writer.number(0.1); }), "0.1");
  EXPECT_EQ(written([](JsonWriter& writer) { writer.number(1e22); }), "1e+22");
  EXPECT_EQ(written([](JsonWriter& writer) { writer.number(-0.0); }), "-0");
  EXPECT_EQ(written([](JsonWriter& writer) { writer.number(std::numeric_limits<double>::quiet_NaN()); }), "null");
  EXPECT_EQ(written([](JsonWriter& writer) { writer.integer(std::numeric_limits<std::uint64_t>::max()); }), "18446744073709551615");
  EXPECT_EQ(written([](JsonWriter& writer) { writer.integer(std::numeric_limits<std::int64_t>::min()); }), "-9223372036854775808");
}

TEST(JsonWriter, AFixedBufferIsFilledButNeverOverrun) {
  std::array<char, 8> buffer{};
  JsonWriter writer(std::span<char>(buffer).first(7));
  writer.begin_array();
  writer.string("abc");
  EXPECT_FALSE(writer.overflowed());
  EXPECT_EQ(writer.written(), 6U);
  writer.integer(12);
  EXPECT_TRUE(writer.overflowed());
  EXPECT_EQ(buffer[7], '\0');
}

TEST(JsonWriter, ADocumentThatOutgrowsItsBufferMovesToTheString) {
  for (std::size_t room = 0; room <= 40; ++room) {
    std::array<char, 41> buffer{};
    std::string large;
    JsonWriter writer(std::span<char>(buffer).first(room), large);
    writer.begin_object();
    writer.member<"text">();
    writer.string("a quoted \"word\"");
    writer.member<"n">();
    writer.integer(-7);
    writer.end_object();
    const std::string_view expected = R"({"text":"a quoted \"word\"","n":-7})";
    EXPECT_EQ(large.empty() ? writer.in_buffer() : std::string_view(large), expected) << room;
    EXPECT_EQ(large.empty(), room >= expected.size()) << room;
    EXPECT_EQ(buffer[room], '\0') << room;
  }
}

TEST(JsonWriter, NamesThatNeedEscapingAreEscaped) {
  EXPECT_EQ(written([](JsonWriter& writer) {
              writer.begin_object();
              writer.member<"a\"b">();
              writer.null();
              writer.member<"é">();
              writer.null();
              writer.end_object();
            }),
            R"({"a\"b":null,"é":null})");
}

TEST(JsonWriter, AStringCanBeWrittenPiecewise) {
  EXPECT_EQ(written([](JsonWriter& writer) {
              writer.begin_array();
              writer.null();
              writer.open_string();
              writer.chars("2026");
              writer.chars("-11");
              writer.close_string();
              writer.null();
              writer.end_array();
            }),
            R"([null,"2026-11",null])");
}

}  // namespace
}  // namespace saki
