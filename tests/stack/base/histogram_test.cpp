// SPDX-License-Identifier: Apache-2.0
#include "saki/base/histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace saki {
namespace {

TEST(Histogram, AnEmptyOneAnswersZero) {
  const Histogram histogram;
  EXPECT_EQ(histogram.count(), 0U);
  EXPECT_EQ(histogram.quantile(0.5), 0U);
}

TEST(Histogram, SmallValuesAreExact) {
  Histogram histogram;
  for (std::uint64_t value = 0; value < 16; ++value) histogram.record(value);
  EXPECT_EQ(histogram.quantile(0), 0U);
  EXPECT_EQ(histogram.quantile(0.5), 7U);
  EXPECT_EQ(histogram.quantile(1), 15U);
}

TEST(Histogram, BucketsAreWithoutGapsAndAtMostASixteenthWide) {
  for (unsigned bucket = 1; bucket < Histogram::kBuckets; ++bucket) {
    const std::uint64_t low = Histogram::upper_bound(bucket - 1) + 1;
    const std::uint64_t high = Histogram::upper_bound(bucket);
    ASSERT_LE(low, high);
    ASSERT_EQ(Histogram::bucket_of(low), bucket);
    ASSERT_EQ(Histogram::bucket_of(high), bucket);
    ASSERT_LE(static_cast<double>(high - low), static_cast<double>(low) / 16);
  }
  EXPECT_EQ(Histogram::upper_bound(Histogram::kBuckets - 1), std::numeric_limits<std::uint64_t>::max());
}

// Against a sorted list, for values of every size.
TEST(Histogram, QuantilesAreAtMostASixteenthAboveTheTrueOnes) {
  std::mt19937_64 random(1);
  Histogram histogram;
  std::vector<std::uint64_t> values;
  for (int i = 0; i < 20'000; ++i) {
    values.push_back(random() >> (random() % 63 + 1));
    histogram.record(values.back());
  }
  std::sort(values.begin(), values.end());
  for (const double quantile : {0.0, 0.01, 0.1, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    const double rank = std::max(1.0, std::ceil(quantile * static_cast<double>(values.size())));
    const std::uint64_t exact = values[static_cast<std::size_t>(rank) - 1];
    EXPECT_GE(histogram.quantile(quantile), exact) << quantile;
    EXPECT_LE(static_cast<double>(histogram.quantile(quantile)), static_cast<double>(exact) * 17 / 16 + 1) << quantile;
  }
  EXPECT_EQ(histogram.max(), values.back());
  EXPECT_EQ(histogram.quantile(1), values.back());
}

TEST(Histogram, MergingIsAddition) {
  Histogram one;
  Histogram two;
  Histogram both;
  for (std::uint64_t i = 0; i < 1000; ++i) {
    (i % 3 == 0 ? one : two).record(i * i);
    both.record(i * i);
  }
  one.merge(two);
  EXPECT_EQ(one.count(), both.count());
  EXPECT_EQ(one.sum(), both.sum());
  EXPECT_EQ(one.max(), both.max());
  for (const double quantile : {0.1, 0.5, 0.99}) EXPECT_EQ(one.quantile(quantile), both.quantile(quantile));
}

TEST(Histogram, OneRecordMayCountForMany) {
  Histogram histogram;
  histogram.record(5, 10);
  EXPECT_EQ(histogram.count(), 10U);
  EXPECT_EQ(histogram.sum(), 50U);
}

}  // namespace
}  // namespace saki
