// SPDX-License-Identifier: Apache-2.0
//
// Scanning: where a run of permitted bytes ends, looked at many bytes at a time.
//
// Each function returns the first byte in [from, end) that may not belong to the run, or `end`. `floor` is the start of the input:
// bytes from there on may be read again, which lets the last few be looked at in one block without reading past the end.
#pragma once

#include <array>
#include <cstdint>

#include "http/byte_block.h"

namespace saki::http::scan {

enum CharClass : std::uint8_t {
  kToken = 1,   // tchar, RFC 9110 section 5.6.2
  kTarget = 2,  // may stand in a request target
  kHost = 4,    // unreserved, pct-encoded's parts and sub-delims, RFC 3986 section 3.2.2: reg-name
  kHex = 8,
};

inline constexpr auto kClasses = [] {
  std::array<std::uint8_t, 256> classes{};
  const auto add = [&](const char* characters, unsigned classes_to_add) {
    for (; *characters != '\0'; ++characters) classes[static_cast<unsigned char>(*characters)] |= static_cast<std::uint8_t>(classes_to_add);
  };
  add("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", kToken | kHost);
  add("!#$%&'*+-.^_`|~", kToken);
  add("-._~%!$&'()*+,;=", kHost);
  add("0123456789abcdefABCDEF", kHex);
  for (unsigned byte = 0x21; byte < 0x7f; ++byte) classes[byte] |= kTarget;
  for (const char refused : {'"', '#', '<', '>', '\\'})
    classes[static_cast<unsigned char>(refused)] &= static_cast<std::uint8_t>(~unsigned{kTarget});
  return classes;
}();

[[nodiscard]] inline bool is(CharClass wanted, char byte) noexcept { return (kClasses[static_cast<unsigned char>(byte)] & wanted) != 0; }

// `in_block` tells which bytes of a block end the run, `in_byte` the same for one byte.
template <class Block, class InBlock, class InByte>
[[nodiscard]] inline const char* first_stop(const char* from, const char* end, const char* floor, InBlock in_block,
                                            InByte in_byte) noexcept {
  for (; end - from >= Block::kBytes; from += Block::kBytes) {
    if (const auto stops = in_block(Block::load(from)); stops.any()) return from + stops.first();
  }
  if (from == end) return end;
  if (end - floor < Block::kBytes) {
    while (from != end && !in_byte(*from)) ++from;
    return from;
  }
  const char* last = end - Block::kBytes;
  const auto stops = in_block(Block::load(last)).without_first(static_cast<unsigned>(from - last));
  return stops.any() ? last + stops.first() : end;
}

// The end of a token. Letters, digits and hyphens are looked at in blocks; the rarer tchars one by one.
template <class Block = ByteBlock>
[[nodiscard]] inline const char* token(const char* from, const char* end, const char* floor) noexcept {
  const auto in_block = [](Block block) {
    return (block.lowered().between('a', 'z') | block.between('0', '9') | block.equal('-')).misses();
  };
  const auto in_byte = [](char byte) { return !is(kToken, byte); };
  for (;;) {
    from = first_stop<Block>(from, end, floor, in_block, in_byte);
    if (from == end || !is(kToken, *from)) return from;
    ++from;
  }
}

// The end of a field value with the white space around it: the first control character that is not HTAB.
template <class Block = ByteBlock>
[[nodiscard]] inline const char* field_value(const char* from, const char* end, const char* floor) noexcept {
  const auto in_block = [](Block block) { return (block.control() | block.equal('\x7f')).hits(); };
  const auto in_byte = [](char byte) { return static_cast<unsigned char>(byte) < ' ' || byte == '\x7f'; };
  for (;;) {
    from = first_stop<Block>(from, end, floor, in_block, in_byte);
    if (from == end || *from != '\t') return from;
    ++from;
  }
}

// The end of a request target: a space, as a rule.
template <class Block = ByteBlock>
[[nodiscard]] inline const char* target(const char* from, const char* end, const char* floor) noexcept {
  const auto in_block = [](Block block) {
    return (block.below_or_not_ascii('!') | block.equal('\x7f') | block.equal('"') | block.equal('#') | block.equal('<') |
            block.equal('>') | block.equal('\\'))
        .hits();
  };
  return first_stop<Block>(from, end, floor, in_block, [](char byte) { return !is(kTarget, byte); });
}

}  // namespace saki::http::scan
