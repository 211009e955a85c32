// SPDX-License-Identifier: Apache-2.0
//
// Latency: how long something took, counted in powers of two of nanoseconds. Recording is three relaxed additions, from any thread.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include "saki/base/clock.h"

namespace saki {

class Latency {  // Affinity: any.
 public:
  // Bucket i holds what took at most bound(i), the last one everything longer: from a microsecond to half a minute.
  static constexpr std::size_t kBuckets = 27;
  [[nodiscard]] static constexpr Duration bound(std::size_t bucket) noexcept { return Duration(std::int64_t{1} << (bucket + kFirstBit)); }

  void record(Duration taken) noexcept;  // Less than nothing counts as nothing.

  [[nodiscard]] std::uint64_t count() const noexcept;
  [[nodiscard]] std::uint64_t count(std::size_t bucket) const noexcept { return buckets_[bucket].load(std::memory_order_relaxed); }
  [[nodiscard]] Duration sum() const noexcept { return Duration(sum_.load(std::memory_order_relaxed)); }

 private:
  static constexpr std::size_t kFirstBit = 10;

  std::array<std::atomic<std::uint64_t>, kBuckets> buckets_{};
  std::atomic<std::int64_t> sum_ = 0;
};

}  // namespace saki
