// SPDX-License-Identifier: Apache-2.0
//
// Histogram: counts of non-negative integers in log-linear buckets.
//
// Values below 16 are exact; above, each power of two is split into 16 buckets, so that a quantile is at most 1/16 (6.25 %) too
// high. Recording is one increment, merging is addition, the size is fixed.
#pragma once

#include <array>
#include <cstdint>

namespace saki {

class Histogram {  // Affinity: one thread; merge copies to join threads.
 public:
  static constexpr unsigned kSubBits = 4;
  static constexpr unsigned kBuckets = (64 - kSubBits + 1) << kSubBits;

  void record(std::uint64_t value, std::uint64_t count = 1) noexcept;
  void merge(const Histogram& other) noexcept;

  [[nodiscard]] std::uint64_t count() const noexcept { return count_; }
  [[nodiscard]] std::uint64_t sum() const noexcept { return sum_; }
  [[nodiscard]] std::uint64_t max() const noexcept { return max_; }

  // The smallest bucket bound that at least `quantile` (0 to 1) of the values do not exceed; 0 when empty.
  [[nodiscard]] std::uint64_t quantile(double quantile) const noexcept;

  [[nodiscard]] static unsigned bucket_of(std::uint64_t value) noexcept;
  [[nodiscard]] static std::uint64_t upper_bound(unsigned bucket) noexcept;  // Largest value of the bucket.

 private:
  std::array<std::uint64_t, kBuckets> buckets_{};
  std::uint64_t count_ = 0;
  std::uint64_t sum_ = 0;
  std::uint64_t max_ = 0;
};

}  // namespace saki
