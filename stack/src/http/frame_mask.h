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

  // Masks, or unmasks, the next bytes of the content from `from` to `to`, which are the same or do not overlap.
  void apply(const std::byte* from, std::byte* to, std::size_t count) noexcept {
    std::size_t at = 0;
    const Block block = block_of(key_);
    for (; count - at >= sizeof(Block); at += sizeof(Block)) {
      Block bytes;
      std::memcpy(&bytes, from + at, sizeof bytes);
      bytes ^= block;
      std::memcpy(to + at, &bytes, sizeof bytes);
    }
    if (count - at >= 8) mask_word<std::uint64_t>(from, to, at);
    if (count - at >= 4) mask_word<std::uint32_t>(from, to, at);
    if (at < count) mask_last(from + at, to + at, count - at);
  }
  void apply(MutableBytes content) noexcept { apply(content.data(), content.data(), content.size()); }

 private:
  using Block = std::uint64_t __attribute__((vector_size(16)));

  static constexpr std::uint64_t doubled(std::uint32_t key) noexcept { return std::uint64_t{key} << 32 | key; }
  static Block block_of(std::uint32_t key) noexcept { return Block{doubled(key), doubled(key)}; }

  template <class Word>
  void mask_word(const std::byte* from, std::byte* to, std::size_t& at) const noexcept {
    Word word;
    std::memcpy(&word, from + at, sizeof word);
    word ^= static_cast<Word>(doubled(key_));
    std::memcpy(to + at, &word, sizeof word);
    at += sizeof word;
  }

  // Fewer than four: what follows them begins within the key.
  void mask_last(const std::byte* from, std::byte* to, std::size_t count) noexcept {
    std::byte key[4];
    std::memcpy(key, &key_, sizeof key);
    for (std::size_t i = 0; i < count; ++i) to[i] = from[i] ^ key[i];
    const int bits = static_cast<int>(count * 8);
    key_ = std::endian::native == std::endian::little ? std::rotr(key_, bits) : std::rotl(key_, bits);
  }

  std::uint32_t key_ = 0;
};

}  // namespace saki::http
