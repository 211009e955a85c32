// SPDX-License-Identifier: Apache-2.0
//
// PathSegment: a path's text up to its next slash, with a key by which it is looked up: both from one load of eight bytes where it is
// shorter than that, as most are.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace saki {

class PathSegment {  // Affinity: any. A view.
 public:
  static constexpr std::uint64_t kMixer = 0x9e3779b97f4a7c15;  // Odd, with bits all over: 2^64 over the golden ratio.

  // `path` begins behind a slash.
  [[nodiscard, gnu::always_inline]] static PathSegment first_of(std::string_view path) noexcept {
    const std::uint64_t bytes = load_first(path.data(), path.size());
    const std::uint64_t slashes = zero_bytes(bytes ^ kEach * '/');
    if (slashes != 0) return {path.data(), static_cast<unsigned>(std::countr_zero(slashes)) / 8, bytes};
    return {path.data(), path.size() < kWord ? path.size() : long_size(path), bytes};
  }

  [[nodiscard]] std::string_view text() const noexcept { return {start_, size_}; }
  [[nodiscard]] const char* end() const noexcept { return start_ + size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }

  [[nodiscard]] bool is_short() const noexcept { return size_ < kWord; }

  // Short ones have the same key only when they are the same, and none that a longer one has.
  [[nodiscard, gnu::always_inline]] std::uint64_t key() const noexcept {
    if (is_short()) return (bytes_ & ((std::uint64_t{1} << size_ * 8) - 1)) | std::uint64_t{size_} << kSizeAt;
    return (bytes_ * kMixer + load<std::uint64_t>(end() - kWord)) | kLong;
  }

 private:
  static constexpr std::size_t kWord = 8;
  static constexpr int kSizeAt = 56;  // Where the key of a short one tells its size.
  static constexpr std::uint64_t kLong = std::uint64_t{kWord} << kSizeAt;  // In the keys of all others.
  static constexpr std::uint64_t kEach = 0x0101010101010101;

  template <class Word>
  [[nodiscard]] static std::uint64_t load(const char* from) noexcept {
    Word word;
    std::memcpy(&word, from, sizeof word);
    if constexpr (std::endian::native == std::endian::big) word = std::byteswap(word);
    return word;
  }

  // Up to eight bytes of so many, the first lowest; zeros behind them.
  [[nodiscard, gnu::always_inline]] static std::uint64_t load_first(const char* from, std::size_t count) noexcept {
    if (count >= 8) return load<std::uint64_t>(from);
    if (count >= 4) return load<std::uint32_t>(from) | load<std::uint32_t>(from + count - 4) << (count * 8 - 32);
    const auto byte = [from](std::size_t at) { return std::uint64_t{static_cast<unsigned char>(from[at])} << (at * 8); };
    return count == 0 ? 0 : byte(0) | byte(count / 2) | byte(count - 1);
  }

  // The highest bit of the lowest byte that is zero; what is above it says nothing.
  [[nodiscard]] static constexpr std::uint64_t zero_bytes(std::uint64_t word) noexcept { return (word - kEach) & ~word & kEach << 7; }

  PathSegment(const char* start, std::size_t size, std::uint64_t bytes) noexcept : start_(start), size_(size), bytes_(bytes) {}

  // Where none of the first eight bytes is a slash.
  [[nodiscard]] static std::size_t long_size(std::string_view path) noexcept;

  const char* start_;
  std::size_t size_;
  std::uint64_t bytes_;  // The first eight of the path from its start on, zeros behind its end.
};

}  // namespace saki
