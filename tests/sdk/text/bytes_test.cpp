// SPDX-License-Identifier: Apache-2.0
#include "saki/bytes.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <utility>
#include <vector>

namespace saki {
namespace {

TEST(Bytes, TheVectorsOfRfc4648AreWrittenAndRead) {
  const std::vector<std::pair<std::string, std::string>> vectors = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [content, text] : vectors) {
    EXPECT_EQ(Bytes(content).base64(), text);
    ASSERT_TRUE(Bytes::from_base64(text)) << text;
    EXPECT_EQ(Bytes::from_base64(text)->text(), content);
  }
}

TEST(Bytes, AnyContentComesBack) {
  std::mt19937 random(7);
  for (std::size_t size = 0; size < 200; ++size) {
    std::string content(size, '\0');
    for (char& c : content) c = static_cast<char>(random());
    const Result<Bytes> back = Bytes::from_base64(Bytes(content).base64());
    ASSERT_TRUE(back);
    EXPECT_EQ(back->text(), content);
  }
}

TEST(Bytes, WhatIsNotExactlyBase64IsRefused) {
  for (const char* text : {"Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "=Zg=", "Z=g=", "====", "Zm9v\n", "Zm 9v", "Zm-_", "Zg==Zg=="}) {
    EXPECT_FALSE(Bytes::from_base64(text)) << text;
  }
}

}  // namespace
}  // namespace saki
