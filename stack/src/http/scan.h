// SPDX-License-Identifier: Apache-2.0
//
// Scanning: where a run of permitted bytes ends, looked at many bytes at a time.
//
// Each function returns the first byte in [from, end) that may not belong to the run, or `end`. `floor` is the start of the input:
// bytes from there on may be read again, which lets the last few be looked at in one block without reading past the end.
#pragma once

#include <array>
#include <cstdint>

#include "base/byte_run.h"

namespace saki::http::scan {

enum CharClass : std::uint8_t {
  kToken = 1,  // tchar, RFC 9110 section 5.6.2
  kHost = 2,   // unreserved, pct-encoded's parts and sub-delims, RFC 3986 section 3.2.2: reg-name
  kHex = 4,
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
  return classes;
}();

[[nodiscard]] inline bool is(CharClass wanted, char byte) noexcept { return (kClasses[static_cast<unsigned char>(byte)] & wanted) != 0; }

// What is neither a letter nor a hyphen, of which most names are made.
template <class Block>
inline constexpr auto kNoPlainName = [](Block block) { return (block.lowered().between('a', 'z') | block.equal('-')).misses(); };

// What is not ASCII text, of which most values are made.
template <class Block>
inline constexpr auto kNoPlainText = [](Block block) { return block.between(' ', '~').misses(); };

// The end of a token. Letters and hyphens are looked at in blocks; the rarer tchars one by one.
template <class Block = ByteBlock>
[[nodiscard]] inline const char* token(const char* from, const char* end, const char* floor) noexcept {
  for (;;) {
    from = first_stop<Block>(from, end, floor, kNoPlainName<Block>);
    if (from == end || !is(kToken, *from)) return from;
    ++from;
  }
}

// What no field value holds, and HTAB.
template <class Block>
inline constexpr auto kNoText = [](Block block) { return (block.control() | block.equal('\x7f')).hits(); };

// The end of a field value with the white space around it: the first control character that is not HTAB.
template <class Block = ByteBlock>
[[nodiscard]] inline const char* field_value(const char* from, const char* end, const char* floor) noexcept {
  for (;;) {
    from = first_stop<Block>(from, end, floor, kNoText<Block>);
    if (from == end || *from != '\t') return from;
    ++from;
  }
}

// The end of what stands in most paths and cannot be written in another way: letters, digits, `-`, `/` and `_`.
template <class Block = ByteBlock>
[[nodiscard]] inline const char* plain_path(const char* from, const char* end, const char* floor) noexcept {
  const auto stops = [](Block block) {
    return (block.lowered().between('a', 'z') | block.between('/', '9') | block.equal('-') | block.equal('_')).misses();
  };
  return first_stop<Block>(from, end, floor, stops);
}

// All but what host names and IPv4 addresses are made of: letters, digits, `-` and `.`.
template <class Block>
inline constexpr auto kNoHostName =
    [](Block block) { return (block.lowered().between('a', 'z') | block.between('0', '9') | block.between('-', '.')).misses(); };

template <class Block = ByteBlock>
[[nodiscard]] inline const char* host_name(const char* from, const char* end, const char* floor) noexcept {
  return first_stop<Block>(from, end, floor, kNoHostName<Block>);
}

// The end of a request target: a space, as a rule.
template <class Block = ByteBlock>
[[nodiscard]] inline const char* target(const char* from, const char* end, const char* floor) noexcept {
  const auto stops = [](Block block) {
    return (block.below_or_not_ascii('!') | block.equal('\x7f') | block.equal('"') | block.equal('#') | block.equal('<') |
            block.equal('>') | block.equal('\\'))
        .hits();
  };
  return first_stop<Block>(from, end, floor, stops);
}

}  // namespace saki::http::scan
