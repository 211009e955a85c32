// SPDX-License-Identifier: Apache-2.0
//
// JsonName: a member's name as an argument of a template, for which the compiler composes what stands before the member's value.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace saki {

template <std::size_t Size>
struct JsonName {
  consteval JsonName(const char (&literal)[Size]) noexcept {  // NOLINT(google-explicit-constructor): a literal is a name.
    std::copy_n(literal, Size, characters);
  }

  [[nodiscard]] constexpr std::string_view text() const noexcept { return {characters, Size - 1}; }

  // Whether it stands in quotes as it is.
  [[nodiscard]] consteval bool is_plain() const noexcept {
    return std::ranges::all_of(text(), [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; });
  }

  // `,"name":` of a plain one.
  [[nodiscard]] consteval std::array<char, Size + 3> with_comma() const noexcept {
    std::array<char, Size + 3> composed{',', '"'};
    std::copy_n(characters, Size - 1, composed.begin() + 2);
    composed[Size + 1] = '"';
    composed[Size + 2] = ':';
    return composed;
  }

  char characters[Size]{};  // Public, as those of a template's argument are.
};

}  // namespace saki
