// SPDX-License-Identifier: Apache-2.0
#include "http/frame_mask.h"

#include <gtest/gtest.h>

#include <string>

namespace saki::http {
namespace {

constexpr std::string_view kKey = "\x12\x34\x56\x78";

FrameMask mask() {
  std::uint32_t key;
  std::memcpy(&key, kKey.data(), sizeof key);
  return FrameMask(key);
}

std::string text_of(std::size_t size) {
  std::string text;
  for (std::size_t i = 0; i < size; ++i) text += static_cast<char>('0' + i % 64);
  return text;
}

std::string masked_slowly(std::string text) {
  for (std::size_t i = 0; i < text.size(); ++i) text[i] = static_cast<char>(text[i] ^ kKey[i % kKey.size()]);
  return text;
}

MutableBytes bytes_of(std::string& text) { return std::as_writable_bytes(std::span(text)); }

TEST(FrameMask, MasksContentOfAnyLengthWhereItLies) {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string behind = "as it was";
    std::string text = masked_slowly(text_of(size)) + behind;
    EXPECT_TRUE(mask().apply(bytes_of(text).first(size)));
    EXPECT_EQ(text, text_of(size) + behind);
  }
}

TEST(FrameMask, MasksContentOfAnyLengthToAnotherPlace) {
  for (std::size_t size = 0; size < 200; ++size) {
    const std::string from = text_of(size);
    std::string to(size + 1, '!');
    mask().apply(as_bytes(from).data(), bytes_of(to).data(), size);
    EXPECT_EQ(to, masked_slowly(from) + '!');
  }
}

TEST(FrameMask, GoesOnWhereThePieceBeforeEnded) {
  const std::string whole = masked_slowly(text_of(120));
  for (std::size_t first = 0; first <= 60; ++first) {
    for (std::size_t second = 0; second <= 60; ++second) {
      std::string text = whole;
      FrameMask pieces = mask();
      pieces.apply(bytes_of(text).first(first));
      pieces.apply(bytes_of(text).subspan(first, second));
      pieces.apply(bytes_of(text).subspan(first + second));
      ASSERT_EQ(text, text_of(120)) << first << ' ' << second;
    }
  }
}

TEST(FrameMask, TellsWhetherAllOfItIsAscii) {
  for (std::size_t size = 1; size < 100; ++size) {
    for (std::size_t at = 0; at < size; ++at) {
      std::string text = text_of(size);
      text[at] = '\x80';
      text = masked_slowly(text);
      EXPECT_FALSE(mask().apply(bytes_of(text))) << size << ' ' << at;
    }
  }
}

}  // namespace
}  // namespace saki::http
