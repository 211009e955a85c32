// SPDX-License-Identifier: Apache-2.0
//
// FrameMask: the masking of a frame's content (RFC 6455 section 5.3), many bytes at a time, piece by piece.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "saki/base/bytes.h"

namespace saki::http {

class FrameMask {
 public:
  FrameMask() noexcept = default;
  explicit FrameMask(std::uint32_t key) noexcept : key_(key) {}  // As its bytes lie in memory.

  // Masks, or unmasks, the next bytes of the content from `from` to `to`, which are the same or do not overlap. Returns whether all that
  // was written is ASCII, which costs nothing here and spares whoever looks for UTF-8 the rest.
  bool apply(const std::byte* from, std::byte* to, std::size_t count) noexcept {
    std::size_t at = 0;
    const Block block = block_of(key_);
    Block seen{};
    const auto mask_block = [&](std::size_t place) {
      Block bytes;
      std::memcpy(&bytes, from + place, sizeof bytes);
      bytes ^= block;
      seen |= bytes;
      std::memcpy(to + place, &bytes, sizeof bytes);
    };
    for (; count - at >= 2 * sizeof(Block); at += 2 * sizeof(Block)) {
      mask_block(at);
      mask_block(at + sizeof(Block));
    }
    if (count - at >= sizeof(Block)) {
      mask_block(at);
      at += sizeof(Block);
    }
    std::uint64_t bits = seen[0] | seen[1];
    if (count - at >= 8) bits |= mask_word<std::uint64_t>(from, to, at);
    if (count - at >= 4) bits |= mask_word<std::uint32_t>(from, to, at);
    if (at < count) bits |= mask_last(from + at, to + at, count - at);
    return (bits & 0x8080808080808080U) == 0;
  }
  bool apply(MutableBytes content) noexcept { return apply(content.data(), content.data(), content.size()); }

 private:
  using Block = std::uint64_t __attribute__((vector_size(16)));

  static constexpr std::uint64_t doubled(std::uint32_t key) noexcept { return std::uint64_t{key} << 32 | key; }
  static Block block_of(std::uint32_t key) noexcept { return Block{doubled(key), doubled(key)}; }

  template <class Word>
  std::uint64_t mask_word(const std::byte* from, std::byte* to, std::size_t& at) const noexcept {
    Word word;
    std::memcpy(&word, from + at, sizeof word);
    word ^= static_cast<Word>(doubled(key_));
    std::memcpy(to + at, &word, sizeof word);
    at += sizeof word;
    return word;
  }

  // Fewer than four: what follows them begins within the key.
  std::uint64_t mask_last(const std::byte* from, std::byte* to, std::size_t count) noexcept {
    std::byte key[4];
    std::memcpy(key, &key_, sizeof key);
    std::byte seen{0};
    for (std::size_t i = 0; i < count; ++i) seen |= to[i] = from[i] ^ key[i];
    const int bits = static_cast<int>(count * 8);
    key_ = std::endian::native == std::endian::little ? std::rotr(key_, bits) : std::rotl(key_, bits);
    return std::to_integer<std::uint64_t>(seen);
  }

  std::uint32_t key_ = 0;
};

}  // namespace saki::http
