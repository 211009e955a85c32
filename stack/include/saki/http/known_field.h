// SPDX-License-Identifier: Apache-2.0
//
// KnownField: the few field names that the server itself asks about.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace saki::http {

enum class KnownField : std::uint8_t { Host, Expect, Upgrade, Connection, ContentType, ContentLength, TransferEncoding, Unknown };

namespace field_names {

constexpr std::uint32_t four_letters(const char (&text)[5]) noexcept {
  return std::bit_cast<std::uint32_t>(std::array<char, 4>{text[0], text[1], text[2], text[3]});
}

// How the known name of each length begins, in lower case. Where two are of one length they begin alike.
inline constexpr auto kBeginnings = [] {
  std::array<std::uint32_t, 32> beginnings{};
  beginnings[4] = four_letters("host");
  beginnings[6] = four_letters("expe");
  beginnings[7] = four_letters("upgr");
  beginnings[10] = four_letters("conn");
  beginnings[12] = beginnings[14] = four_letters("cont");
  beginnings[17] = four_letters("tran");
  return beginnings;
}();

// Of more than four letters.
[[nodiscard]] KnownField known_long(std::string_view name) noexcept;

// False for most other names, and quickly: by length and four letters.
[[nodiscard]] inline bool may_be_known(std::string_view name) noexcept {
  if (name.size() < 4) return false;
  std::uint32_t beginning;
  std::memcpy(&beginning, name.data(), sizeof beginning);
  return (beginning | four_letters("    ")) == kBeginnings[name.size() % kBeginnings.size()];
}

}  // namespace field_names

// `name` must be a token.
[[nodiscard]] inline KnownField known_field(std::string_view name) noexcept {
  if (!field_names::may_be_known(name)) return KnownField::Unknown;
  return name.size() == 4 ? KnownField::Host : field_names::known_long(name);
}

}  // namespace saki::http
