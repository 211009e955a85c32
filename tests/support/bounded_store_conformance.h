// SPDX-License-Identifier: Apache-2.0
//
// BoundedStoreConformance: what a StoreEngine with a bound of bytes must do, beside StoreConformance. Its class needs one function more:
//
//     std::unique_ptr<StoreEngine> open_bounded(const StoreOptions& options, std::uint64_t bytes, bool evicts);   // else it refuses
#pragma once

#include "support/store_conformance.h"

namespace saki {

template <class Kept>
class BoundedStoreConformance : public StoreConformance<Kept> {
 public:
  static constexpr std::uint64_t kBytes = 10'000;
  static constexpr std::size_t kLarge = 1'000;  // Less than ten of them fit, and more than five.

  void open(bool evicts) {
    this->options.value_bytes = 2 * kBytes;
    this->options.page_bytes = 2 * kBytes;
    this->engine = this->kept.open_bounded(this->options, kBytes, evicts);
    this->engine->start_worker(*this->loop);
  }
  static std::string large(char of) { return std::string(kLarge, of); }

  // Sets keys "k0", "k1", … as long as there is room; gives how many.
  static Task<int> fill(StoreAccess& store, Duration ttl) {
    for (int i = 0; i < 20; ++i) {
      const auto set = co_await store.try_set("k" + std::to_string(i), large('x'), ttl);
      if (failure_of(set) == StoreErrorKind::Full) co_return i;
    }
    co_return 20;
  }
};

TYPED_TEST_SUITE_P(BoundedStoreConformance);

TYPED_TEST_P(BoundedStoreConformance, AFullStoreRefusesAndLosesNothing) {
  this->open(false);
  this->ask([](StoreAccess& store) -> Task<> {
    using Suite = BoundedStoreConformance<TypeParam>;
    const int count = co_await Suite::fill(store, StoreAccess::kForever);
    EXPECT_GT(count, 5);
    EXPECT_LT(count, 10);
    const auto added = co_await store.try_add("new", Suite::large('y'));
    EXPECT_EQ(failure_of(added), StoreErrorKind::Full);
    const auto longer = co_await store.try_append("k0", std::string(5'000, 'y'));
    EXPECT_EQ(failure_of(longer), StoreErrorKind::Full);
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_EQ(static_cast<int>(page.entries.size()), count);
    for (const StoreEntry& entry : page.entries) EXPECT_EQ(entry.value, Suite::large('x')) << entry.key;
    co_await store.set("k0", "shorter");
    co_await store.remove("k1");
    co_await store.set("new", Suite::large('y'));
    const auto again = co_await store.get("new");
    EXPECT_EQ(again, Suite::large('y'));
  });
}

TYPED_TEST_P(BoundedStoreConformance, WhatDoesNotFitIsRefusedAloneOfItsBatch) {
  this->open(false);
  this->ask([](StoreAccess& store) -> Task<> {
    std::vector<StoreOperation> batch;
    batch.push_back(StoreOperation::set("a", "1"));
    batch.push_back(StoreOperation::set("b", std::string(20'000, 'x')));
    batch.push_back(StoreOperation::set("c", "3"));
    const StoreAnswers answers = co_await store.run_all(std::move(batch));
    EXPECT_EQ(failure_of(answers.at(1)), StoreErrorKind::Full);
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre("a", "c"));
  });
}

TYPED_TEST_P(BoundedStoreConformance, WhatHasExpiredMakesRoom) {
  this->open(false);
  this->ask([](StoreAccess& store) -> Task<> {
    co_await store.set("a", "stays");
    const int count = co_await BoundedStoreConformance<TypeParam>::fill(store, 200ms);
    EXPECT_GT(count, 5);
  });
  this->kept.pass(300ms);
  this->ask([](StoreAccess& store) -> Task<> {
    co_await store.set("new", std::string(5'000, 'y'));
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre("a", "new"));
  });
}

TYPED_TEST_P(BoundedStoreConformance, WhatWasUsedLongestAgoMakesRoom) {
  this->open(true);
  this->ask([](StoreAccess& store) -> Task<> {
    for (int i = 0; i < 5; ++i) co_await store.set("k" + std::to_string(i), BoundedStoreConformance<TypeParam>::large('x'));
  });
  this->kept.pass(1'100ms);
  this->ask([](StoreAccess& store) -> Task<> {
    const auto used = co_await store.get("k0");
    EXPECT_TRUE(used.has_value());
  });
  this->kept.pass(1'100ms);
  this->ask([](StoreAccess& store) -> Task<> {
    StoreWatch watch = co_await store.watch("k1");
    for (int i = 5; i < 10; ++i) co_await store.set("k" + std::to_string(i), BoundedStoreConformance<TypeParam>::large('x'));
    const StoreEvent evicted = co_await watch.next();
    EXPECT_EQ(evicted, StoreEvent(StoreEventKind::Evicted, "k1"));
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_THAT(keys_of(page),
                ::testing::AllOf(::testing::Contains("k0"), ::testing::Contains("k9"), ::testing::SizeIs(::testing::Lt(10))));
    const auto too_large = co_await store.try_set("huge", std::string(15'000, 'x'));
    EXPECT_EQ(failure_of(too_large), StoreErrorKind::Full);
    const auto latest = co_await store.get("k9");
    EXPECT_TRUE(latest.has_value()) << "what fits in no way takes nothing away";
  });
}

REGISTER_TYPED_TEST_SUITE_P(BoundedStoreConformance, AFullStoreRefusesAndLosesNothing, WhatDoesNotFitIsRefusedAloneOfItsBatch,
                            WhatHasExpiredMakesRoom, WhatWasUsedLongestAgoMakesRoom);

}  // namespace saki
