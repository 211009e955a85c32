// SPDX-License-Identifier: Apache-2.0
//
// Sixteen bytes compared at once with SSE2, which every x86-64 processor has.
#pragma once

#include <emmintrin.h>

#include <cstddef>
#include <cstdint>

namespace saki::sse2 {

class ByteHits {  // Which bytes of a block hold, as a number to count in.
 public:
  explicit ByteHits(unsigned bits) noexcept : bits_(bits) {}
  [[nodiscard]] bool any() const noexcept { return bits_ != 0; }
  // Only where there are any.
  [[nodiscard]] std::size_t first() const noexcept { return static_cast<unsigned>(__builtin_ctz(bits_)); }
  [[nodiscard]] ByteHits without_first(std::size_t count) const noexcept { return ByteHits(bits_ & (~0U << count)); }
  // Those behind the first `count`, fewer than a block, counted from there.
  [[nodiscard]] ByteHits behind(std::size_t count) const noexcept { return ByteHits(bits_ >> count); }

 private:
  unsigned bits_;
};

class ByteMask {
 public:
  explicit ByteMask(__m128i bytes) noexcept : bytes_(bytes) {}
  [[nodiscard]] ByteMask operator|(ByteMask other) const noexcept { return ByteMask(_mm_or_si128(bytes_, other.bytes_)); }
  [[nodiscard]] ByteHits hits() const noexcept { return ByteHits(top_bits()); }
  [[nodiscard]] ByteHits misses() const noexcept { return ByteHits(top_bits() ^ 0xffff); }

 private:
  [[nodiscard]] unsigned top_bits() const noexcept { return static_cast<unsigned>(_mm_movemask_epi8(bytes_)); }
  __m128i bytes_;
};

class ByteBlock {
 public:
  static constexpr std::ptrdiff_t kBytes = 16;

  [[nodiscard]] static ByteBlock load(const char* from) noexcept {
    return ByteBlock(_mm_loadu_si128(reinterpret_cast<const __m128i_u*>(from)));
  }
  [[nodiscard]] static ByteBlock of_words(std::uint64_t first, std::uint64_t second) noexcept {  // Little-endian both.
    return ByteBlock(_mm_set_epi64x(static_cast<long long>(second), static_cast<long long>(first)));
  }

  [[nodiscard]] ByteMask equal(char value) const noexcept { return ByteMask(_mm_cmpeq_epi8(bytes_, _mm_set1_epi8(value))); }
  // Bytes of `least` to `most`, both ASCII.
  [[nodiscard]] ByteMask between(char least, char most) const noexcept {
    // Moved so that `most` becomes the greatest signed number: what is in between are the greatest, and one comparison finds them.
    const __m128i moved = _mm_add_epi8(bytes_, _mm_set1_epi8(static_cast<char>(0x7f - most)));
    return ByteMask(_mm_cmpgt_epi8(moved, _mm_set1_epi8(static_cast<char>(0x7f - most + least - 1))));
  }
  // Bytes below `limit`, which is ASCII, and those from 0x80: as signed numbers they are all less.
  [[nodiscard]] ByteMask below_or_not_ascii(char limit) const noexcept { return ByteMask(_mm_cmplt_epi8(bytes_, _mm_set1_epi8(limit))); }
  [[nodiscard]] ByteMask control() const noexcept { return ByteMask(_mm_cmpeq_epi8(_mm_min_epu8(bytes_, _mm_set1_epi8(' ' - 1)), bytes_)); }
  [[nodiscard]] ByteBlock lowered() const noexcept { return ByteBlock(_mm_or_si128(bytes_, _mm_set1_epi8(' '))); }

 private:
  explicit ByteBlock(__m128i bytes) noexcept : bytes_(bytes) {}
  __m128i bytes_;
};

}  // namespace saki::sse2
