// SPDX-License-Identifier: Apache-2.0
//
// Sixteen bytes compared at once with Advanced SIMD, which every arm64 processor has. It has no instruction that gathers the top bits
// of bytes: a narrowing shift leaves four bits of each instead.
#pragma once

#include <arm_neon.h>

#include <cstddef>
#include <cstdint>

namespace saki::neon {

class ByteHits {  // Which bytes of a block hold, as a number to count in.
 public:
  explicit ByteHits(std::uint64_t bits) noexcept : bits_(bits) {}
  [[nodiscard]] bool any() const noexcept { return bits_ != 0; }
  // Only where there are any.
  [[nodiscard]] std::size_t first() const noexcept { return static_cast<std::size_t>(__builtin_ctzll(bits_)) / 4; }
  [[nodiscard]] ByteHits without_first(std::size_t count) const noexcept { return ByteHits(bits_ & (~std::uint64_t{0} << (count * 4))); }
  // Those behind the first `count`, fewer than a block, counted from there.
  [[nodiscard]] ByteHits behind(std::size_t count) const noexcept { return ByteHits(bits_ >> (count * 4)); }

 private:
  std::uint64_t bits_;
};

class ByteMask {
 public:
  explicit ByteMask(uint8x16_t bytes) noexcept : bytes_(bytes) {}
  [[nodiscard]] ByteMask operator|(ByteMask other) const noexcept { return ByteMask(vorrq_u8(bytes_, other.bytes_)); }
  [[nodiscard]] ByteHits hits() const noexcept { return ByteHits(nibbles()); }
  [[nodiscard]] ByteHits misses() const noexcept { return ByteHits(~nibbles()); }

 private:
  [[nodiscard]] std::uint64_t nibbles() const noexcept {
    return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(bytes_), 4)), 0);
  }
  uint8x16_t bytes_;
};

class ByteBlock {
 public:
  static constexpr std::ptrdiff_t kBytes = 16;

  [[nodiscard]] static ByteBlock load(const char* from) noexcept {
    return ByteBlock(vld1q_u8(reinterpret_cast<const std::uint8_t*>(from)));
  }
  [[nodiscard]] static ByteBlock of_words(std::uint64_t first, std::uint64_t second) noexcept {  // Little-endian both.
    return ByteBlock(vcombine_u8(vcreate_u8(first), vcreate_u8(second)));
  }

  [[nodiscard]] ByteMask equal(char value) const noexcept { return ByteMask(vceqq_u8(bytes_, each(value))); }
  // Bytes of `least` to `most`, both ASCII.
  [[nodiscard]] ByteMask between(char least, char most) const noexcept {
    return ByteMask(vcleq_u8(vsubq_u8(bytes_, each(least)), each(static_cast<char>(most - least))));
  }
  // Bytes below `limit`, which is ASCII, and those from 0x80: as signed numbers they are all less.
  [[nodiscard]] ByteMask below_or_not_ascii(char limit) const noexcept {
    return ByteMask(vcltq_s8(vreinterpretq_s8_u8(bytes_), vreinterpretq_s8_u8(each(limit))));
  }
  [[nodiscard]] ByteMask control() const noexcept { return ByteMask(vcltq_u8(bytes_, each(' '))); }
  [[nodiscard]] ByteBlock lowered() const noexcept { return ByteBlock(vorrq_u8(bytes_, each(' '))); }

 private:
  explicit ByteBlock(uint8x16_t bytes) noexcept : bytes_(bytes) {}
  static uint8x16_t each(char value) noexcept { return vdupq_n_u8(static_cast<std::uint8_t>(value)); }
  uint8x16_t bytes_;
};

}  // namespace saki::neon
