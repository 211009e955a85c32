// SPDX-License-Identifier: Apache-2.0
//
// Comparing a text with a word that is known when compiling, ASCII letters in either case, a machine word at a time.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace saki::http {

// Whether the bytes at `text` are `word`, which is in lower case, at least four long, and made of letters, digits and hyphens. Setting 0x20
// in each byte turns capitals into small letters. The only other bytes that it turns into one of `word` are control characters, which no
// token and no field value has.
template <std::size_t Size>
[[nodiscard]] inline bool is_word_at(const char* text, const char (&word)[Size]) noexcept {
  constexpr std::size_t kLength = Size - 1;
  using Word = std::conditional_t<(kLength >= 8), std::uint64_t, std::uint32_t>;
  static_assert(kLength >= sizeof(Word), "too short to compare by words");
  constexpr Word kLowerCase = static_cast<Word>(0x2020202020202020);

  const auto same = [&](std::size_t offset) {
    Word a, b;
    std::memcpy(&a, text + offset, sizeof a);
    std::memcpy(&b, word + offset, sizeof b);
    return (a | kLowerCase) == b;
  };
  for (std::size_t offset = 0; offset + sizeof(Word) <= kLength; offset += sizeof(Word)) {
    if (!same(offset)) return false;
  }
  return same(kLength - sizeof(Word));  // May overlap the word before.
}

template <std::size_t Size>
[[nodiscard]] inline bool is_word(std::string_view text, const char (&word)[Size]) noexcept {
  return text.size() == Size - 1 && is_word_at(text.data(), word);
}

}  // namespace saki::http
