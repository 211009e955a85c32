// SPDX-License-Identifier: Apache-2.0
#include "sdk/web/reference_query.h"

#include <cctype>
#include <sstream>

namespace saki::reference {
namespace {

// Code point by code point; nothing is shared with the checker that is tested.
bool is_text(const std::string& bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const unsigned first = static_cast<unsigned char>(bytes[at]);
    const std::size_t size = first < 0x80 ? 1 : (first >> 5) == 6 ? 2 : (first >> 4) == 14 ? 3 : (first >> 3) == 30 ? 4 : 0;
    if (size == 0 || at + size > bytes.size()) return false;
    unsigned long point = size == 1 ? first : first & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < size; ++i) {
      const unsigned next = static_cast<unsigned char>(bytes[at + i]);
      if ((next >> 6) != 2) return false;
      point = point * 64 + (next & 63);
    }
    const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (point < least[size] || point > 0x10ffff || (point >= 0xd800 && point < 0xe000)) return false;
    at += size;
  }
  return true;
}

std::optional<std::string> decoded(const std::string& text) {
  std::string bytes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '+') {
      bytes += ' ';
    } else if (text[at] != '%') {
      bytes += text[at];
    } else {
      const std::string digits = text.substr(at + 1, 2);
      if (digits.size() < 2 || std::isxdigit(static_cast<unsigned char>(digits[0])) == 0 ||
          std::isxdigit(static_cast<unsigned char>(digits[1])) == 0) {
        return std::nullopt;
      }
      bytes += static_cast<char>(std::stoi(digits, nullptr, 16));
      at += 2;
    }
  }
  if (!is_text(bytes)) return std::nullopt;
  return bytes;
}

}  // namespace

std::optional<Pairs> parse_query(std::string_view text) {
  Pairs pairs;
  std::istringstream pieces{std::string(text)};
  for (std::string piece; std::getline(pieces, piece, '&');) {
    if (piece.empty()) continue;
    const std::size_t equals = piece.find('=');
    const auto name = decoded(piece.substr(0, equals));
    const auto value = decoded(equals == std::string::npos ? "" : piece.substr(equals + 1));
    if (!name || !value) return std::nullopt;
    pairs.emplace_back(*name, *value);
  }
  return pairs;
}

}  // namespace saki::reference
