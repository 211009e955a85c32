// SPDX-License-Identifier: Apache-2.0
//
// Eight bytes compared at once in one 64-bit word. A ByteMask has the top bit of each byte that holds.
//
// Every comparison is exact, byte by byte: no carry crosses into a neighbour.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace saki::portable {

class ByteHits {  // Which bytes of a block hold, as a number to count in.
 public:
  explicit ByteHits(std::uint64_t bits) noexcept : bits_(bits) {}
  [[nodiscard]] bool any() const noexcept { return bits_ != 0; }
  // Only where there are any.
  [[nodiscard]] std::size_t first() const noexcept { return static_cast<std::size_t>(__builtin_ctzll(bits_)) / 8; }
  [[nodiscard]] ByteHits without_first(std::size_t count) const noexcept { return ByteHits(bits_ & (~std::uint64_t{0} << (count * 8))); }
  // Those behind the first `count`, fewer than a block, counted from there.
  [[nodiscard]] ByteHits behind(std::size_t count) const noexcept { return ByteHits(bits_ >> (count * 8)); }

 private:
  std::uint64_t bits_;
};

class ByteMask {
 public:
  explicit ByteMask(std::uint64_t tops) noexcept : tops_(tops) {}
  [[nodiscard]] ByteMask operator|(ByteMask other) const noexcept { return ByteMask(tops_ | other.tops_); }
  [[nodiscard]] ByteHits hits() const noexcept { return ByteHits(tops_); }
  [[nodiscard]] ByteHits misses() const noexcept { return ByteHits(tops_ ^ 0x8080808080808080); }

 private:
  std::uint64_t tops_;
};

class ByteBlock {
 public:
  static constexpr std::ptrdiff_t kBytes = 8;

  [[nodiscard]] static ByteBlock load(const char* from) noexcept {
    std::uint64_t word;
    std::memcpy(&word, from, sizeof word);
    return ByteBlock(std::endian::native == std::endian::big ? __builtin_bswap64(word) : word);
  }
  [[nodiscard]] static ByteBlock of_words(std::uint64_t first, std::uint64_t) noexcept { return ByteBlock(first); }  // Little-endian.

  [[nodiscard]] ByteMask equal(char value) const noexcept {
    const std::uint64_t difference = word_ ^ each(value);
    return ByteMask(~(((difference & kLows) + kLows) | difference) & ~kLows);
  }
  // Bytes of `least` to `most`, both ASCII.
  [[nodiscard]] ByteMask between(char least, char most) const noexcept {
    return ByteMask(below(static_cast<char>(most + 1)) & ~below(least));
  }
  // Bytes below `limit`, which is ASCII, and those from 0x80.
  [[nodiscard]] ByteMask below_or_not_ascii(char limit) const noexcept { return ByteMask(below(limit) | (word_ & ~kLows)); }
  [[nodiscard]] ByteMask control() const noexcept { return ByteMask(below(' ')); }
  [[nodiscard]] ByteBlock lowered() const noexcept { return ByteBlock(word_ | each(' ')); }

 private:
  static constexpr std::uint64_t kOnes = 0x0101010101010101;
  static constexpr std::uint64_t kLows = 0x7f7f7f7f7f7f7f7f;

  explicit ByteBlock(std::uint64_t word) noexcept : word_(word) {}
  static constexpr std::uint64_t each(char value) noexcept { return kOnes * static_cast<unsigned char>(value); }

  // Adding 0x80 - limit to seven bits carries into the top one exactly when they are not below.
  [[nodiscard]] std::uint64_t below(char limit) const noexcept {
    const std::uint64_t not_below = ((word_ & kLows) + (kOnes * 0x80 - each(limit))) | word_;
    return ~not_below & ~kLows;
  }

  std::uint64_t word_;
};

}  // namespace saki::portable
