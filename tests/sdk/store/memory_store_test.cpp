// SPDX-License-Identifier: Apache-2.0
//
// The store in memory: what every store must do, and what only this one does.
#include "store/memory_store.h"

#include "saki/measures.h"
#include "store/memory_table.h"
#include "support/bounded_store_conformance.h"
#include "support/store_conformance.h"

namespace saki {
namespace {

class InMemory {
 public:
  explicit InMemory(Loop& loop) : loop_(loop) {}
  static ManualClock& clock() {
    static ManualClock clock;
    return clock;
  }
  std::unique_ptr<StoreEngine> open(const StoreOptions& options) { return std::make_unique<MemoryStore>(options, MemoryOptions{}); }
  std::unique_ptr<StoreEngine> open_bounded(const StoreOptions& options, std::uint64_t bytes, bool evicts) {
    MemoryOptions memory;
    memory.bytes = bytes;
    memory.eviction = evicts ? StoreEviction::Lru : StoreEviction::Refuse;
    return std::make_unique<MemoryStore>(options, memory);
  }
  void pass(Duration time) {
    clock().advance(time);
    loop_.run_once(0ms);
  }

 private:
  Loop& loop_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Memory, StoreConformance, InMemory);
INSTANTIATE_TYPED_TEST_SUITE_P(Memory, BoundedStoreConformance, InMemory);

// Of one worker, with so little room that some keys fill it.
class MemoryStoreTest : public ::testing::Test {
 public:
  static constexpr std::size_t kRoom = 4 * (MemoryTable::kEntryBytes + 101);  // Four keys of a byte with values of a hundred.

  explicit MemoryStoreTest(StoreEviction eviction = StoreEviction::Lru)
      : loop(*Loop::open({.clock = &clock})),
        binding(*loop),
        scope(*loop, "test"),
        store(StoreOptions(), {.bytes = kRoom, .eviction = eviction}) {
    store.start_worker(*loop);
  }
  ~MemoryStoreTest() override { store.stop_worker(*loop); }

  template <class F>
  void ask(F function) {
    StoreAccess access(store, "");
    scope.spawn(function, std::ref(access));
    while (scope.running() > 0) loop->run_once(0ms);
  }
  [[nodiscard]] std::optional<double> measured(std::string_view name) {
    Measures measures;
    store.measure(measures);
    return measures.find(name);
  }

  ManualClock clock;
  std::unique_ptr<Loop> loop;
  LoopBinding binding;
  TaskScope scope;
  MemoryStore store;
};

class RefusingMemoryStoreTest : public MemoryStoreTest {
 public:
  RefusingMemoryStoreTest() : MemoryStoreTest(StoreEviction::Refuse) {}
};

const std::string kHundred(100, 'x');

TEST_F(MemoryStoreTest, WhatWasUsedLongestAgoMakesRoomAndItsWatcherIsTold) {
  ask([](StoreAccess& access) -> Task<> {
    StoreWatch watch = co_await access.watch("b");
    for (const char* key : {"a", "b", "c", "d"}) co_await access.set(key, kHundred);
    const auto used = co_await access.get("a");
    EXPECT_TRUE(used.has_value());
    co_await access.set("e", kHundred);
    StoreScan scan("");
    const StorePage page = co_await access.scan(scan);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre("a", "c", "d", "e"));
    const StoreEvent changed = co_await watch.next();
    const StoreEvent evicted = co_await watch.next();
    EXPECT_EQ(changed.kind, StoreEventKind::Changed);
    EXPECT_EQ(evicted, StoreEvent(StoreEventKind::Evicted, "b"));
  });
  EXPECT_EQ(measured("store_evicted_total"), 1);
  EXPECT_EQ(measured("store_memory_entries"), 4);
  EXPECT_EQ(measured("store_memory_bytes"), static_cast<double>(kRoom));
}

TEST_F(MemoryStoreTest, AValueThatGrowsSparesItself) {
  ask([](StoreAccess& access) -> Task<> {
    for (const char* key : {"a", "b", "c", "d"}) co_await access.set(key, kHundred);
    co_await access.append("a", kHundred);
    StoreScan scan("");
    const StorePage page = co_await access.scan(scan);
    EXPECT_THAT(keys_of(page), ::testing::ElementsAre("a", "c", "d"));
  });
}

TEST_F(MemoryStoreTest, WhatFitsInNoWayIsRefused) {
  ask([](StoreAccess& access) -> Task<> {
    co_await access.set("a", kHundred);
    const auto result = co_await access.try_set("b", std::string(kRoom, 'x'));
    EXPECT_EQ(failure_of(result), StoreErrorKind::Full);
    const auto kept = co_await access.get("a");
    EXPECT_TRUE(kept.has_value());
  });
}

TEST_F(RefusingMemoryStoreTest, AFullStoreRefusesUntilSomethingGoesOrExpires) {
  ask([](StoreAccess& access) -> Task<> {
    for (const char* key : {"a", "b", "c"}) co_await access.set(key, kHundred);
    co_await access.set("d", kHundred, 1s);
    const auto full = co_await access.try_set("e", kHundred);
    EXPECT_EQ(failure_of(full), StoreErrorKind::Full);
    const auto smaller = co_await access.try_set("a", "x");
    EXPECT_EQ(failure_of(smaller), std::nullopt);
    co_await access.set("a", kHundred);
  });
  clock.advance(2s);
  loop->run_once(0ms);
  EXPECT_EQ(measured("store_memory_entries"), 3);
  EXPECT_EQ(measured("store_expired_total"), 1);
  EXPECT_EQ(measured("store_refused_total"), 1);
  ask([](StoreAccess& access) -> Task<> { co_await access.set("e", kHundred); });
}

TEST_F(MemoryStoreTest, AWatcherIsToldOnceAKeyHasExpired) {
  ask([](StoreAccess& access) -> Task<> {
    co_await access.set("a", "x", 1s);
    StoreWatch watch = co_await access.watch("a");
    co_await access.get("a");
  });
  StoreAccess access(store, "");
  std::optional<StoreEvent> seen;
  scope.spawn(
      [](StoreAccess& keys, std::optional<StoreEvent>& event) -> Task<> {
        StoreWatch watch = co_await keys.watch("a");
        StoreEvent next = co_await watch.next();
        event = std::move(next);
      },
      std::ref(access), std::ref(seen));
  clock.advance(1s);
  while (!seen) loop->run_once(0ms);
  EXPECT_EQ(seen, StoreEvent(StoreEventKind::Expired, "a"));
}

TEST_F(MemoryStoreTest, AWatcherIsToldThatTheStoreHasStopped) {
  StoreAccess access(store, "");
  std::optional<StoreErrorKind> kind;
  scope.spawn(
      [](StoreAccess& keys, std::optional<StoreErrorKind>& why) -> Task<> {
        StoreWatch watch = co_await keys.watch("a");
        const auto event = co_await watch.try_next();
        why = failure_of(event);
      },
      std::ref(access), std::ref(kind));
  store.stop();
  while (!kind) loop->run_once(0ms);
  EXPECT_EQ(kind, StoreErrorKind::Closed);
}

}  // namespace
}  // namespace saki
