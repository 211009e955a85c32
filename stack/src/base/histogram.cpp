// SPDX-License-Identifier: Apache-2.0
#include "saki/base/histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace saki {
namespace {
constexpr std::uint64_t kSubCount = std::uint64_t{1} << Histogram::kSubBits;
}

unsigned Histogram::bucket_of(std::uint64_t value) noexcept {
  if (value < kSubCount) return static_cast<unsigned>(value);
  const unsigned exponent = static_cast<unsigned>(std::bit_width(value)) - 1 - kSubBits;  // From 0 for the first split power.
  const auto mantissa = static_cast<unsigned>((value >> exponent) & (kSubCount - 1));
  return ((exponent + 1) << kSubBits) + mantissa;
}

std::uint64_t Histogram::upper_bound(unsigned bucket) noexcept {
  if (bucket < kSubCount) return bucket;
  const unsigned exponent = (bucket >> kSubBits) - 1;
  const std::uint64_t mantissa = (bucket & (kSubCount - 1)) + kSubCount;
  return (mantissa << exponent) + ((std::uint64_t{1} << exponent) - 1);
}

void Histogram::record(std::uint64_t value, std::uint64_t count) noexcept {
  buckets_[bucket_of(value)] += count;
  count_ += count;
  sum_ += value * count;
  max_ = std::max(max_, value);
}

void Histogram::merge(const Histogram& other) noexcept {
  for (unsigned i = 0; i < kBuckets; ++i) buckets_[i] += other.buckets_[i];
  count_ += other.count_;
  sum_ += other.sum_;
  max_ = std::max(max_, other.max_);
}

std::uint64_t Histogram::quantile(double quantile) const noexcept {
  if (count_ == 0) return 0;
  const auto wanted = std::max<std::uint64_t>(1, static_cast<std::uint64_t>(std::ceil(quantile * static_cast<double>(count_))));
  std::uint64_t seen = 0;
  for (unsigned i = 0; i < kBuckets; ++i) {
    seen += buckets_[i];
    if (seen >= wanted) return std::min(upper_bound(i), max_);
  }
  return max_;
}

}  // namespace saki
