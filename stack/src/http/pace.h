// SPDX-License-Identifier: Apache-2.0
//
// Pace: whether a client keeps up a least rate while it is waited for.
//
// A deadline for each wait alone lets a client that moves one byte at a time hold a connection for days. Here every wait spends from a
// stock of patience and every byte moved earns some back: at the least rate as much as is spent. The stock never exceeds what it began
// with, so that speed shown once buys no idling later. Only time spent waiting counts: a handler may be as slow as it likes.
#pragma once

#include <algorithm>
#include <cstdint>

#include "saki/base/clock.h"

namespace saki::http {

class Pace {  // Affinity: loop.
 public:
  // A rate of 0, or no grace, is no bound.
  void begin(std::uint64_t bytes_per_second, Duration grace) noexcept {
    rate_ = grace > Duration::zero() ? bytes_per_second : 0;
    grace_ = patience_ = grace;
  }

  // When a wait that begins `now` must end.
  [[nodiscard]] MonotonicTime deadline(MonotonicTime now) const noexcept { return rate_ == 0 ? MonotonicTime::max() : now + patience_; }
  [[nodiscard]] bool exhausted() const noexcept { return rate_ != 0 && patience_ <= Duration::zero(); }

  void note(Duration waited, std::uint64_t moved_bytes) noexcept {
    if (rate_ != 0) patience_ = std::min(grace_, patience_ - waited + earned(moved_bytes));
  }

 private:
  [[nodiscard]] Duration earned(std::uint64_t moved_bytes) const noexcept {
    constexpr std::uint64_t kLongest = 24 * 3600;  // No grace is longer.
    const std::uint64_t seconds = std::min(moved_bytes / rate_, kLongest);
    const std::uint64_t nanoseconds = moved_bytes % rate_ * 1'000'000'000 / rate_;
    return std::chrono::seconds(seconds) + std::chrono::nanoseconds(nanoseconds);
  }

  std::uint64_t rate_ = 0;
  Duration grace_{};
  Duration patience_{};
};

}  // namespace saki::http
