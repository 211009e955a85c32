// SPDX-License-Identifier: Apache-2.0
#include "base/dns_name.h"

#include <algorithm>

#include "base/ascii.h"

namespace saki {
namespace {

constexpr std::size_t kMostNameBytes = 253;  // RFC 1035 section 3.1, as text.
constexpr std::size_t kMostLabelBytes = 63;

constexpr bool is_hex(char byte) noexcept { return is_digit(byte) || (to_lower(byte) >= 'a' && to_lower(byte) <= 'f'); }
constexpr bool is_label_byte(char byte) noexcept { return is_letter(byte) || is_digit(byte) || byte == '-' || byte == '_'; }

bool is_label(std::string_view text) noexcept {
  return !text.empty() && text.size() <= kMostLabelBytes && text.front() != '-' && text.back() != '-' &&
         std::ranges::all_of(text, is_label_byte);
}

bool is_number(std::string_view label) noexcept {
  if (std::ranges::all_of(label, is_digit)) return true;
  return label.size() >= 2 && label[0] == '0' && to_lower(label[1]) == 'x' && std::ranges::all_of(label.substr(2), is_hex);
}

}  // namespace

bool is_dns_name(std::string_view text) noexcept {
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.size() > kMostNameBytes) return false;
  for (;;) {
    const std::size_t dot = text.find('.');
    if (!is_label(text.substr(0, dot))) return false;
    if (dot == text.npos) return !is_number(text);
    text.remove_prefix(dot + 1);
  }
}

}  // namespace saki
