// SPDX-License-Identifier: Apache-2.0
#include "saki/bytes.h"

#include <array>
#include <cstdint>

namespace saki {
namespace {

constexpr std::uint8_t kNone = 0xFF;

constexpr std::array<std::uint8_t, 256> kValues = [] {
  std::array<std::uint8_t, 256> values{};
  values.fill(kNone);
  for (std::uint8_t i = 0; i < kBase64Digits.size(); ++i) values[static_cast<std::uint8_t>(kBase64Digits[i])] = i;
  return values;
}();

// The 6 bits of each digit of `group`, first digit highest; more than 24 bits when one is no digit.
std::uint32_t digits_value(std::string_view group) noexcept {
  std::uint32_t value = 0;
  for (const char c : group) {
    const std::uint8_t digit = kValues[static_cast<std::uint8_t>(c)];
    if (digit == kNone) return UINT32_MAX;
    value = (value << 6) | digit;
  }
  return value;
}

std::size_t padding_of(std::string_view text) noexcept {
  if (text.ends_with("==")) return 2;
  return text.ends_with('=') ? 1 : 0;
}

std::byte low_byte(std::uint32_t value) noexcept { return static_cast<std::byte>(value & 0xFFU); }

}  // namespace

std::string Bytes::base64() const {
  std::string text;
  append_base64(text, content_);
  return text;
}

Result<Bytes> Bytes::from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return fail(Error::Invalid);
  const std::size_t padding = padding_of(text);
  const std::string_view digits = text.substr(0, text.size() - padding);

  Bytes bytes;
  bytes.content_.reserve(text.size() / 4 * 3);
  for (std::size_t at = 0; at < digits.size(); at += 4) {
    const std::string_view group = digits.substr(at, 4);
    std::uint32_t value = digits_value(group);
    if (value == UINT32_MAX) return fail(Error::Invalid);
    value <<= 6 * (4 - group.size());
    const std::size_t count = group.size() - 1;
    if ((value & ((std::uint32_t{1} << (8 * (3 - count))) - 1)) != 0) return fail(Error::Invalid);  // RFC 4648 section 3.5.
    for (std::size_t i = 0; i < count; ++i) bytes.content_.push_back(low_byte(value >> (16 - 8 * i)));
  }
  return bytes;
}

}  // namespace saki
