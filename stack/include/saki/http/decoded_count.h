// SPDX-License-Identifier: Apache-2.0
//
// DecodedCount: bounds what a few coded bytes may stand for.
//
// A few kilobytes can stand for gigabytes. So the decoded content is bounded like any other, and may be no more than so many times the
// coded bytes that have come. Gigabytes can also stand for nothing: coded bytes are bounded by twice as many.
#pragma once

#include <cstdint>

namespace saki::http {

struct DecodingBounds {
  std::uint64_t content_bytes;
  std::uint64_t ratio;  // 0 for no bound.
};

class DecodedCount {  // Affinity: loop. Needs no destruction.
 public:
  explicit DecodedCount(const DecodingBounds& bounds) noexcept : bounds_(bounds) {}

  // False past their bound.
  [[nodiscard]] bool note_received(std::size_t coded_bytes) noexcept {
    received_bytes_ += coded_bytes;
    return received_bytes_ <= kFreeBytes || received_bytes_ / 2 <= bounds_.content_bytes;
  }

  // False past either bound.
  [[nodiscard]] bool note_decoded(std::size_t bytes) noexcept {
    turn_bytes_ += bytes;
    return note_plain(bytes) && is_within_ratio();
  }
  // The same of content that is in no coding.
  [[nodiscard]] bool note_plain(std::size_t bytes) noexcept {
    decoded_bytes_ += bytes;
    return decoded_bytes_ <= bounds_.content_bytes;
  }

  // From here on content may be of any size: somebody else bounds its parts.
  void lift_content_bound() noexcept { bounds_.content_bytes = UINT64_MAX; }

  // Whether so much was decoded that others should have their turn; begins a new one.
  [[nodiscard]] bool is_turn_over() noexcept {
    if (turn_bytes_ < kTurnBytes) return false;
    turn_bytes_ = 0;
    return true;
  }

  [[nodiscard]] std::uint64_t received_bytes() const noexcept { return received_bytes_; }

 private:
  [[nodiscard]] bool is_within_ratio() const noexcept {
    return bounds_.ratio == 0 || decoded_bytes_ <= kFreeBytes || decoded_bytes_ / bounds_.ratio <= received_bytes_;
  }

  static constexpr std::uint64_t kTurnBytes = 256 * 1024;
  static constexpr std::uint64_t kFreeBytes = 64 * 1024;  // Below this neither ratio counts: a page of blanks does no harm.

  DecodingBounds bounds_;
  std::uint64_t received_bytes_ = 0;
  std::uint64_t decoded_bytes_ = 0;
  std::uint64_t turn_bytes_ = 0;  // Decoded since others had their turn.
};

}  // namespace saki::http
