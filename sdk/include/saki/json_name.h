// SPDX-License-Identifier: Apache-2.0
//
// JsonName: a member's name, of which the compiler found out whether it needs escaping.
#pragma once

#include <cstddef>
#include <string_view>

namespace saki {

class JsonName {
 public:
  template <std::size_t Size>
  consteval JsonName(const char (&literal)[Size]) noexcept  // NOLINT(google-explicit-constructor): a literal is a name.
      : text_(literal, Size - 1) {
    for (const char c : text_) is_plain_ = is_plain_ && c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
  }

  [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }
  [[nodiscard]] constexpr bool is_plain() const noexcept { return is_plain_; }

 private:
  std::string_view text_;
  bool is_plain_ = true;
};

}  // namespace saki
