// SPDX-License-Identifier: Apache-2.0
#include "saki/base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "base/byte_run.h"

namespace saki {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

constexpr std::uint8_t byte_at(std::string_view text, std::size_t at) noexcept { return static_cast<std::uint8_t>(text[at]); }

bool is_continuation(std::string_view text, std::size_t at) noexcept { return at < text.size() && (byte_at(text, at) & 0xC0U) == 0x80U; }

// The bounds of the second byte, which decide about overlong forms, surrogates and the end of Unicode (RFC 3629 section 4).
bool second_byte_fits(std::uint8_t first, std::uint8_t second) noexcept {
  switch (first) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return second <= 0x9F;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second <= 0x8F;
    default: return true;
  }
}

// The bytes of the well-formed code point at `at`; 0 when there is none.
std::size_t sequence_length(std::string_view text, std::size_t at) noexcept {
  const std::uint8_t first = byte_at(text, at);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !is_continuation(text, at + 1)) return 0;
  if (!second_byte_fits(first, byte_at(text, at + 1))) return 0;
  if (first < 0xE0) return 2;
  if (!is_continuation(text, at + 2)) return 0;
  if (first < 0xF0) return 3;
  return is_continuation(text, at + 3) ? 4 : 0;
}

// What does not stand for itself in a quoted string.
auto special(ByteBlock block) noexcept { return block.below_or_not_ascii(' ') | block.equal('"') | block.equal('\\'); }

// Fewer than sixteen bytes.
void copy_few(const char* from, std::size_t count, char* into) noexcept {
  if (count >= 8) {
    std::memcpy(into, from, 8);
    std::memcpy(into + count - 8, from + count - 8, 8);
  } else if (count >= 4) {
    std::memcpy(into, from, 4);
    std::memcpy(into + count - 4, from + count - 4, 4);
  } else {
    for (std::size_t i = 0; i < count; ++i) into[i] = from[i];
  }
}

}  // namespace

std::size_t valid_utf8_prefix(std::string_view text) noexcept {
  const char* const end = text.data() + text.size();
  const auto stops = [](ByteBlock block) { return block.below_or_not_ascii('\1').hits(); };
  std::size_t at = 0;
  while (at < text.size()) {
    at = static_cast<std::size_t>(first_stop<ByteBlock>(text.data() + at, end, text.data(), stops) - text.data());
    do {
      if (at == text.size()) return at;
      const std::size_t length = sequence_length(text, at);
      if (length == 0) return at;
      at += length;
    } while (at < text.size() && byte_at(text, at) >= 0x80);
  }
  return at;
}

std::size_t plain_prefix(std::string_view text) noexcept {
  constexpr std::ptrdiff_t kPair = 2 * ByteBlock::kBytes;
  const char* from = text.data();
  const char* const end = from + text.size();
  while (end - from >= kPair && !(special(ByteBlock::load(from)) | special(ByteBlock::load(from + ByteBlock::kBytes))).hits().any())
    from += kPair;
  const auto stops = [](ByteBlock block) { return special(block).hits(); };
  return static_cast<std::size_t>(first_stop<ByteBlock>(from, end, text.data(), stops) - text.data());
}

std::size_t copy_plain_prefix(std::string_view text, char* into) noexcept {
  constexpr auto kBlock = static_cast<std::size_t>(ByteBlock::kBytes);
  const char* const from = text.data();
  if (text.size() < kBlock) {
    copy_few(from, text.size(), into);
    return special(load_few<ByteBlock>(from, text.size())).hits().first();  // The zeros behind them are special.
  }
  const auto copy_block = [from, into](std::size_t at) {
    std::memcpy(into + at, from + at, kBlock);
    return special(ByteBlock::load(from + at)).hits();
  };
  const std::size_t last = text.size() - kBlock;  // Looked at even where some of it was before.
  for (std::size_t at = 0; at < last; at += kBlock) {
    if (const auto hits = copy_block(at); hits.any()) return at + hits.first();
  }
  const auto hits = copy_block(last);
  return hits.any() ? last + hits.first() : text.size();
}

std::size_t code_point_count(std::string_view text) noexcept {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

char32_t next_code_point(std::string_view text, std::size_t& at) noexcept {
  const std::size_t length = sequence_length(text, at);
  const std::uint8_t first = byte_at(text, at);
  if (length <= 1) {
    ++at;
    return first;
  }
  char32_t value = first & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) value = (value << 6) | (byte_at(text, at + i) & 0x3FU);
  at += length;
  return value;
}

CodePoint first_code_point(std::string_view text) noexcept {
  if (text.empty()) return {};
  if (sequence_length(text, 0) == 0) return {U'\uFFFD', 1, false};
  std::size_t length = 0;
  const char32_t value = next_code_point(text, length);
  return {value, length, true};
}

std::string_view utf8_cut(std::string_view text, std::size_t limit_bytes) noexcept {
  if (text.size() <= limit_bytes) return text;
  std::size_t end = limit_bytes;
  for (int step = 0; step < 3 && end > 0 && is_continuation(text, end); ++step) --end;
  if (is_continuation(text, end)) end = limit_bytes;  // Not UTF-8 at all: cut where asked.
  return text.substr(0, end);
}

void append_utf8(std::string& text, char32_t code_point) {
  const auto put = [&text](char32_t bits) { text.push_back(static_cast<char>(static_cast<std::uint8_t>(bits))); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0U | (code_point >> 6));
    put(0x80U | (code_point & 0x3FU));
  } else if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    text.append(kReplacement);
  } else if (code_point < 0x10000) {
    put(0xE0U | (code_point >> 12));
    put(0x80U | ((code_point >> 6) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  } else {
    put(0xF0U | (code_point >> 18));
    put(0x80U | ((code_point >> 12) & 0x3FU));
    put(0x80U | ((code_point >> 6) & 0x3FU));
    put(0x80U | (code_point & 0x3FU));
  }
}

void append_valid_utf8(std::string& into, std::string_view text) {
  while (true) {
    const std::size_t valid = valid_utf8_prefix(text);
    into.append(text.substr(0, valid));
    if (valid == text.size()) return;
    into.append(kReplacement);
    text.remove_prefix(valid + 1);
  }
}

}  // namespace saki
