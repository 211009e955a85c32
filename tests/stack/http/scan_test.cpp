// SPDX-License-Identifier: Apache-2.0
//
// Every kind of block this machine can compile finds the same ends as a look at each byte.
#include "http/scan.h"

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <random>
#include <string>

#include "base/byte_block_portable.h"

namespace saki::http {
namespace {

template <class Block>
class Scan : public testing::Test {};

using Blocks = testing::Types<ByteBlock, portable::ByteBlock>;
TYPED_TEST_SUITE(Scan, Blocks);

using Find = const char* (*)(const char*, const char*, const char*);

// Calls `find` on every tail of `text`, with the memory before it and, for short ones, without.
void expect_ends(const std::string& text, Find find, bool (*belongs)(unsigned char)) {
  for (std::size_t start = 0; start <= text.size(); ++start) {
    std::size_t expected = start;
    while (expected < text.size() && belongs(static_cast<unsigned char>(text[expected]))) ++expected;
    const auto memory = std::make_unique<char[]>(text.size());  // Of the exact size: a sanitizer sees what is read past it.
    std::memcpy(memory.get(), text.data(), text.size());
    const char* const end = memory.get() + text.size();
    const char* const from = memory.get() + start;
    ASSERT_EQ(find(from, end, memory.get()) - memory.get(), static_cast<std::ptrdiff_t>(expected)) << text << " from " << start;
    ASSERT_EQ(find(from, end, from) - memory.get(), static_cast<std::ptrdiff_t>(expected)) << text << " from " << start << " alone";
  }
}

bool is_tchar(unsigned char c) { return std::isalnum(c) != 0 || (c != 0 && std::strchr("!#$%&'*+-.^_`|~", c) != nullptr); }
bool is_value(unsigned char c) { return c == '\t' || (c >= 0x20 && c != 0x7f); }
bool is_target(unsigned char c) { return c > 0x20 && c < 0x7f && std::strchr("\"#<>\\", c) == nullptr; }
bool is_plain_path(unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '/' || c == '_'; }
bool is_host_name(unsigned char c) { return std::isalnum(c) != 0 || c == '-' || c == '.'; }

template <class Block>
void expect_all_ends(const std::string& text) {
  expect_ends(text, &scan::token<Block>, is_tchar);
  expect_ends(text, &scan::field_value<Block>, is_value);
  expect_ends(text, &scan::target<Block>, is_target);
  expect_ends(text, &scan::plain_path<Block>, is_plain_path);
  expect_ends(text, &scan::host_name<Block>, is_host_name);
}

TYPED_TEST(Scan, EveryByteIsJudgedRightAtEveryPlaceOfABlock) {
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t place = 0; place < 20; place += 3) {
      std::string text(20, 'a');
      text[place] = static_cast<char>(byte);
      expect_all_ends<TypeParam>(text);
    }
  }
}

TYPED_TEST(Scan, RunsOfEveryLengthEndWhereTheyShould) {
  std::mt19937 random(3);
  for (std::size_t size = 0; size < 70; ++size) {
    std::string text;
    for (std::size_t i = 0; i < size; ++i) text += random() % 12 == 0 ? static_cast<char>(random() % 256) : "aZ09-./_"[random() % 8];
    expect_all_ends<TypeParam>(text);
  }
}

}  // namespace
}  // namespace saki::http
