// SPDX-License-Identifier: Apache-2.0
#include "saki/encoding.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "saki/random.h"

namespace saki {
namespace {

using namespace std::string_literals;

TEST(Base64, TheVectorsOfRfc4648ComeOutAndBack) {
  const std::vector<std::pair<std::string, std::string>> vectors = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : vectors) {
    EXPECT_EQ(to_base64(bytes), text);
    EXPECT_EQ(from_base64(text).value(), bytes);
    const std::string url = text.substr(0, text.find('='));
    EXPECT_EQ(to_base64url(bytes), url);
    EXPECT_EQ(from_base64url(url).value(), bytes);
  }
  EXPECT_EQ(to_base64("\xfb\xff\xbf"), "+/+/");
  EXPECT_EQ(to_base64url("\xfb\xff\xbf"), "-_-_");
}

TEST(Base64, OneTextForSomeBytesAndNoOther) {
  for (const std::string& text : {"Zg"s, "Zg="s, "Zg==="s, "Z==="s, "="s, "===="s, "Zh=="s, "Zm9="s, "Zm 9v"s, "Zm9v\n"s, "Zm9v\r\n"s,
                                  "Zm-v"s, "Zm_v"s, "Zg==Zg=="s, "Zm9v="s, "Zm\0v"s, "\xc3\xa4m9v"s}) {
    EXPECT_FALSE(from_base64(text)) << text;
  }
  for (const std::string& text : {"Zg=="s, "Z"s, "Zm9vY"s, "Zh"s, "Zm9"s, "Zm+v"s, "Zm/v"s, "Zm9v "s, "Zm9v="s}) {
    EXPECT_FALSE(from_base64url(text)) << text;
  }
}

TEST(Hex, IsReadInEitherCaseAndWrittenInLower) {
  EXPECT_EQ(to_hex("\x01\xab\xff"), "01abff");
  EXPECT_EQ(from_hex("01ABff").value(), "\x01\xab\xff");
  EXPECT_EQ(from_hex("").value(), "");
  for (const char* text : {"0", "0g", "g0", "0x01", "01 ", " 01", "01 0"}) EXPECT_FALSE(from_hex(text)) << text;
}

TEST(Encoding, RandomBytesOfEveryLengthComeBack) {
  for (std::size_t length = 0; length < 200; ++length) {
    std::string bytes(length, '\0');
    fill_random(std::as_writable_bytes(std::span(bytes)));
    EXPECT_EQ(from_base64(to_base64(bytes)).value(), bytes);
    EXPECT_EQ(from_base64url(to_base64url(bytes)).value(), bytes);
    EXPECT_EQ(from_hex(to_hex(bytes)).value(), bytes);
  }
}

}  // namespace
}  // namespace saki
