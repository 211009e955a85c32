// SPDX-License-Identifier: Apache-2.0
#include "saki/base/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace saki {
namespace {

TEST(Utf8, EveryCodePointIsReadBackAsItWasWritten) {
  for (char32_t code_point = 0; code_point <= 0x10FFFF; ++code_point) {
    if (code_point >= 0xD800 && code_point <= 0xDFFF) continue;
    std::string text;
    append_utf8(text, code_point);
    std::size_t at = 0;
    ASSERT_TRUE(is_utf8(text)) << static_cast<unsigned>(code_point);
    ASSERT_EQ(next_code_point(text, at), code_point);
    ASSERT_EQ(at, text.size());
    ASSERT_EQ(code_point_count(text), 1U);
  }
}

TEST(Utf8, WhatCannotBeEncodedBecomesTheReplacementCharacter) {
  std::string text;
  append_utf8(text, 0xD800);
  append_utf8(text, 0x110000);
  EXPECT_EQ(text, "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST(Utf8, IllFormedBytesEndTheValidPrefix) {
  const std::vector<std::string> bad = {"\x80",
                                        "\xC0\x80",
                                        "\xC1\xBF",
                                        "\xE0\x9F\xBF",
                                        "\xED\xA0\x80",
                                        "\xF0\x8F\xBF\xBF",
                                        "\xF4\x90\x80\x80",
                                        "\xF5\x80\x80\x80",
                                        "\xFF",
                                        "\xC3",
                                        "\xE2\x82",
                                        "\xF0\x9F\x98",
                                        "\xE2(\xA1",
                                        "\xC3("};
  for (const std::string& bytes : bad) {
    EXPECT_EQ(valid_utf8_prefix(bytes), 0U) << testing::PrintToString(bytes);
    EXPECT_EQ(valid_utf8_prefix("0123456789 é " + bytes), 14U) << testing::PrintToString(bytes);
  }
}

TEST(Utf8, CodePointsAreCountedNotBytes) {
  EXPECT_EQ(code_point_count(""), 0U);
  EXPECT_EQ(code_point_count("añ日😀"), 4U);
}

TEST(Utf8, MendingReplacesEachBadByteAndKeepsTheRest) {
  std::string text = "<";
  append_valid_utf8(text, "a\xFFé\xC3");
  EXPECT_EQ(text, "<a\xEF\xBF\xBDé\xEF\xBF\xBD");
}

TEST(Utf8, TheFirstCodePointOfAnyTextIsReadOrReplaced) {
  const auto is = [](std::string_view text, char32_t value, std::size_t length, bool valid) {
    const CodePoint point = first_code_point(text);
    return point.value == value && point.length == length && point.valid == valid;
  };
  EXPECT_TRUE(is("", 0, 0, false));
  EXPECT_TRUE(is("ab", U'a', 1, true));
  EXPECT_TRUE(is("😀b", U'😀', 4, true));
  EXPECT_TRUE(is("\xC3", U'\uFFFD', 1, false));
  EXPECT_TRUE(is("\xFFx", U'\uFFFD', 1, false));
}

TEST(Utf8, ThePlainPrefixIsFoundAndCopiedAtEveryPlaceAndLength) {
  for (std::size_t size = 0; size <= 70; ++size) {
    for (std::size_t stop = 0; stop <= size; ++stop) {
      for (const char special : {'"', '\\', '\n', '\0', '\x1f', '\x80', '\xff'}) {
        std::string text(size, '~');
        if (stop < size) text[stop] = special;
        std::string into(size + 1, '#');
        ASSERT_EQ(plain_prefix(text), stop) << size;
        ASSERT_EQ(copy_plain_prefix(text, into.data()), stop) << size;
        ASSERT_EQ(into.substr(0, stop), text.substr(0, stop));
        ASSERT_EQ(into[size], '#');
      }
    }
  }
}

TEST(Utf8, CuttingNeverSplitsACodePoint) {
  EXPECT_EQ(utf8_cut("añb", 4), "añb");
  EXPECT_EQ(utf8_cut("añb", 3), "añ");
  EXPECT_EQ(utf8_cut("añb", 2), "a");
  EXPECT_EQ(utf8_cut("😀", 3), "");
  EXPECT_EQ(utf8_cut("\x80\x80\x80\x80\x80\x80", 5).size(), 5U);
}

}  // namespace
}  // namespace saki
