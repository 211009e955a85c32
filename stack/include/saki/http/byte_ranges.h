// SPDX-License-Identifier: Apache-2.0
//
// Range requests for bytes (RFC 9110 section 14): which parts of a representation a client asks for.
//
//   Range = "bytes=" 1#( first "-" [ last ] / "-" suffix-length )
//
// A field outside the grammar, of another unit, or of more than kMostRanges ranges is ignored: the whole is answered, which costs no more
// than to be asked for it. Ranges that overlap or touch become one, so that the parts of an answer are never longer than the whole.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace saki::http {

inline constexpr std::size_t kMostRanges = 32;  // In one field.

struct ByteRange {
  std::uint64_t first = 0;
  std::uint64_t count = 0;  // At least 1.

  [[nodiscard]] std::uint64_t last() const noexcept { return first + count - 1; }
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

class ByteRanges {  // Affinity: any. A value.
 public:
  enum class Kind : std::uint8_t {
    Whole,          // The field does not count.
    Parts,          // 206: at least one range.
    Unsatisfiable,  // 416: grammatical, but none of the ranges is there.
  };

  // What `value`, the value of a Range field, asks for of `size_bytes` bytes.
  [[nodiscard]] static ByteRanges parse(std::string_view value, std::uint64_t size_bytes) noexcept;

  [[nodiscard]] Kind kind() const noexcept { return kind_; }
  [[nodiscard]] std::span<const ByteRange> parts() const noexcept { return {parts_.data(), count_}; }  // As asked for, in that order.

 private:
  void add(ByteRange range) noexcept;

  std::array<ByteRange, kMostRanges> parts_;
  std::size_t count_ = 0;
  Kind kind_ = Kind::Whole;
};

}  // namespace saki::http
