// SPDX-License-Identifier: Apache-2.0
#include "saki/latency.h"

#include <algorithm>
#include <bit>

namespace saki {

void Latency::record(Duration taken) noexcept {
  const std::int64_t nanoseconds = std::max<std::int64_t>(taken.count(), 1);
  const auto bits = static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(nanoseconds - 1)));  // A bound is still inside.
  const std::size_t bucket = std::clamp(bits, kFirstBit, kFirstBit + kBuckets - 1) - kFirstBit;
  buckets_[bucket].fetch_add(1, std::memory_order_relaxed);
  sum_.fetch_add(std::max<std::int64_t>(taken.count(), 0), std::memory_order_relaxed);
}

std::uint64_t Latency::count() const noexcept {
  std::uint64_t count = 0;
  for (const auto& bucket : buckets_) count += bucket.load(std::memory_order_relaxed);
  return count;
}

}  // namespace saki
