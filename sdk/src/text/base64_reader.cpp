// SPDX-License-Identifier: Apache-2.0
#include "text/base64_reader.h"

#include <array>
#include <cstdint>

#include "saki/base/base64.h"

namespace saki::text {
namespace {

constexpr std::uint8_t kNone = 0xFF;
using Values = std::array<std::uint8_t, 256>;

constexpr Values values_of(std::string_view digits) {
  Values values{};
  values.fill(kNone);
  for (std::uint8_t i = 0; i < digits.size(); ++i) values[static_cast<std::uint8_t>(digits[i])] = i;
  return values;
}

constexpr Values kStandardValues = values_of(kBase64Digits);
constexpr Values kUrlValues = values_of(kBase64UrlDigits);

// The 6 bits of each digit of `group`, first digit highest; more than 24 bits when one is no digit.
std::uint32_t digits_value(std::string_view group, const Values& values) noexcept {
  std::uint32_t value = 0;
  for (const char c : group) {
    const std::uint8_t digit = values[static_cast<std::uint8_t>(c)];
    if (digit == kNone) return UINT32_MAX;
    value = (value << 6) | digit;
  }
  return value;
}

std::string_view digits_of(std::string_view text, Base64Kind kind) noexcept {
  if (kind == Base64Kind::Url || !text.ends_with('=')) return text;
  return text.substr(0, text.size() - (text.ends_with("==") ? 2 : 1));
}

}  // namespace

std::size_t base64_size(std::string_view text, Base64Kind kind) noexcept {
  const std::size_t digits = digits_of(text, kind).size();
  return digits / 4 * 3 + digits % 4 * 3 / 4;
}

bool read_base64(std::string_view text, Base64Kind kind, MutableBytes bytes) noexcept {
  if (kind == Base64Kind::Standard && text.size() % 4 != 0) return false;
  const Values& values = kind == Base64Kind::Url ? kUrlValues : kStandardValues;
  std::string_view digits = digits_of(text, kind);
  if (digits.size() % 4 == 1) return false;

  for (std::size_t at = 0; !digits.empty();) {
    const std::string_view group = digits.substr(0, 4);
    digits.remove_prefix(group.size());
    std::uint32_t value = digits_value(group, values);
    if (value == UINT32_MAX) return false;
    value <<= 6 * (4 - group.size());
    const std::size_t count = group.size() - 1;
    if ((value & ((std::uint32_t{1} << (8 * (3 - count))) - 1)) != 0) return false;  // RFC 4648 section 3.5.
    for (std::size_t i = 0; i < count; ++i) bytes[at++] = static_cast<std::byte>((value >> (16 - 8 * i)) & 0xFFU);
  }
  return true;
}

}  // namespace saki::text
