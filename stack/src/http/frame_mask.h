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
    return is_ascii(count < sizeof(Block) ? apply_few(from, to, count) : apply_many(from, to, count));
  }
  bool apply(MutableBytes content) noexcept { return apply(content.data(), content.data(), content.size()); }

 private:
  using Block = std::uint64_t __attribute__((vector_size(16)));

  static bool is_ascii(std::uint64_t bits) noexcept { return (bits & 0x8080808080808080U) == 0; }
  static constexpr std::uint64_t doubled(std::uint32_t key) noexcept { return std::uint64_t{key} << 32 | key; }
  static Block block_of(std::uint32_t key) noexcept { return Block{doubled(key), doubled(key)}; }
  static Block masked(const std::byte* from, Block key) noexcept {
    Block bytes;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes ^ key;
  }

  // At least a block. The last one ends where the content does, and is read before those that it overlaps are written.
  std::uint64_t apply_many(const std::byte* from, std::byte* to, std::size_t count) noexcept {
    const std::size_t last_at = count - sizeof(Block);
    const Block block = block_of(key_);
    advance(count);
    const Block last = masked(from + last_at, block_of(key_));
    Block seen = last;
    std::size_t at = 0;
    for (; at + sizeof(Block) < last_at; at += 2 * sizeof(Block)) {
      const Block first = masked(from + at, block);
      const Block second = masked(from + at + sizeof(Block), block);
      seen |= first | second;
      std::memcpy(to + at, &first, sizeof first);
      std::memcpy(to + at + sizeof(Block), &second, sizeof second);
    }
    if (at < last_at) {
      const Block bytes = masked(from + at, block);
      seen |= bytes;
      std::memcpy(to + at, &bytes, sizeof bytes);
    }
    std::memcpy(to + last_at, &last, sizeof last);
    return seen[0] | seen[1];
  }

  std::uint64_t apply_few(const std::byte* from, std::byte* to, std::size_t count) noexcept {
    std::size_t at = 0;
    std::uint64_t bits = 0;
    if (count >= 8) bits |= mask_word<std::uint64_t>(from, to, at);
    if (count - at >= 4) bits |= mask_word<std::uint32_t>(from, to, at);
    return at < count ? bits | mask_last(from + at, to + at, count - at) : bits;
  }

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
    advance(count);
    return std::to_integer<std::uint64_t>(seen);
  }

  void advance(std::size_t count) noexcept {
    const int bits = static_cast<int>(count % sizeof key_ * 8);
    key_ = std::endian::native == std::endian::little ? std::rotr(key_, bits) : std::rotl(key_, bits);
  }

  std::uint32_t key_ = 0;
};

}  // namespace saki::http
