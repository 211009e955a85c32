// SPDX-License-Identifier: Apache-2.0
//
// A store in memory that a folder keeps, from one start to the next.
#include <gmock/gmock.h>

#include "full_disk.h"
#include "saki/log/log.h"
#include "saki/measures.h"
#include "saki/store_access.h"
#include "saki/task.h"
#include "store/memory_store.h"
#include "store/memory_table.h"
#include "support/store_conformance.h"
#include "support/test_folder.h"

namespace saki {
namespace {

// As the suite wants it: everything that every store must do holds with a folder, too.
class InFolder {
 public:
  explicit InFolder(Loop& loop, std::chrono::milliseconds window = 1ms) : loop_(loop), window_(window) {}
  static ManualClock& clock() {
    static ManualClock clock;
    return clock;
  }
  std::unique_ptr<StoreEngine> open(const StoreOptions& options) {
    MemoryOptions memory;
    memory.folder = folder_.file("store");
    memory.window = window_;
    Diagnostics diagnostics;
    return MemoryStore::open(options, memory, log_.root(), diagnostics);
  }
  void pass(Duration time) {
    clock().advance(time);
    loop_.run_once(0ms);
  }

 private:
  Loop& loop_;
  const std::chrono::milliseconds window_;
  Log log_;
  TestFolder folder_;
};

INSTANTIATE_TYPED_TEST_SUITE_P(Folder, StoreConformance, InFolder);

class OnDisk : public InFolder {  // Where each change waits for the disk.
 public:
  explicit OnDisk(Loop& loop) : InFolder(loop, 0ms) {}
};

INSTANTIATE_TYPED_TEST_SUITE_P(Disk, StoreConformance, OnDisk);

class KeptStoreTest : public ::testing::Test {
 public:
  KeptStoreTest() { memory.folder = folder.file("store"); }

  // Opens the store, runs `function` on `workers` loops of this thread as if they were workers, and stops it in order.
  void ask(Task<> (*function)(StoreAccess&), unsigned workers = 1) {
    Diagnostics diagnostics;
    const auto store = MemoryStore::open(StoreOptions(), memory, log.root(), diagnostics);
    ASSERT_NE(store, nullptr) << diagnostics.text();
    const auto loop = *Loop::open();
    const LoopBinding binding(*loop);
    for (unsigned worker = 0; worker < workers; ++worker) store->start_worker(*loop);
    TaskScope scope(*loop, "test");
    StoreAccess access(*store, "");
    scope.spawn(function, std::ref(access));
    while (scope.running() > 0) loop->run_once(10ms);
    measures = Measures();
    store->measure(measures);
    store->stop_worker(*loop);
    store->stop();
  }

  TestFolder folder;
  Log log;
  MemoryOptions memory;
  Measures measures;  // As they were at the end.
};

Task<> fill(StoreAccess& store) {
  for (int i = 0; i < 100; ++i) co_await store.set("k" + std::to_string(100 + i), std::to_string(i));
  co_await store.set("gone", "x");
  co_await store.remove("gone");
  co_await store.set("short", "x", 1us);
  co_await store.set("long", "x", 1h);
  co_await store.increment("n", 41);
  co_await store.append("text", "ab");
  co_await store.throttle("rate", Rate(1, 1h));
}

Task<> check(StoreAccess& store) {
  for (int i = 0; i < 100; ++i) {
    const auto value = co_await store.get("k" + std::to_string(100 + i));
    EXPECT_EQ(value, std::to_string(i));
  }
  const auto gone = co_await store.get("gone");
  EXPECT_EQ(gone, std::nullopt);
  const auto expired = co_await store.get("short");
  EXPECT_EQ(expired, std::nullopt);
  const auto there = co_await store.get("long");
  EXPECT_EQ(there, "x");
  const auto sum = co_await store.increment("n");
  EXPECT_EQ(sum, 42);
  const auto length = co_await store.append("text", "c");
  EXPECT_EQ(length, 3);
  const RateVerdict verdict = co_await store.throttle("rate", Rate(1, 1h));
  EXPECT_TRUE(verdict.admitted) << "states of rates are not kept";
}

TEST_F(KeptStoreTest, WhatWasInItIsThereAtTheNextStart) {
  ask(fill);
  ask(check);
}

TEST_F(KeptStoreTest, ALifeBeyondWhatTheClockCountsIsKept) {
  ask([](StoreAccess& store) -> Task<> {
    co_await store.set("ages", "x", std::chrono::hours{24} * 365 * 250);
    co_await store.set("more", "x", Duration::max());
  });
  ask([](StoreAccess& store) -> Task<> {
    const auto ages = co_await store.get("ages");
    EXPECT_EQ(ages, "x");
    const auto more = co_await store.get("more");
    EXPECT_EQ(more, "x");
  });
}

TEST_F(KeptStoreTest, ThereMayBeMoreWorkersAtTheNextStart) {
  ask(fill, 1);
  ask(check, 3);
}

TEST_F(KeptStoreTest, AScanSeesWhatNobodyHasTouchedYet) {
  ask(fill);
  ask([](StoreAccess& store) -> Task<> {
    StoreScan scan("k");
    const StorePage page = co_await store.scan(scan);
    EXPECT_EQ(page.entries.size(), 100U);
  });
}

Task<> set_one(StoreAccess& store, int number) { co_await store.set("k" + std::to_string(number), "x"); }
Task<> set_many_at_once(StoreAccess& store) {
  TaskScope scope(*Loop::current(), "many");
  for (int i = 0; i < 200; ++i) scope.spawn(set_one, std::ref(store), i);
  co_await scope.join();
}

TEST_F(KeptStoreTest, ManyWaitForTheDiskTogether) {
  memory.window = 0ms;
  ask(set_many_at_once);
  EXPECT_GE(measures.find("store_log_write_seconds_count"), 1);
  EXPECT_LT(measures.find("store_log_write_seconds_count"), 200);
  EXPECT_EQ(measures.find("store_log_waiting_bytes"), 0);
  EXPECT_EQ(measures.find("store_waiting_calls"), 0);
}

TEST_F(KeptStoreTest, WhatTheDiskDoesNotTakeIsNotAnsweredAsDone) {
  memory.window = 0ms;
  ask([](StoreAccess& store) -> Task<> {
    {
      const FullDisk full(4'096);
      const auto small = co_await store.try_set("a", "x");
      EXPECT_EQ(failure_of(small), std::nullopt);
      const auto large = co_await store.try_set("b", std::string(10'000, 'x'));
      EXPECT_EQ(failure_of(large), StoreErrorKind::Unavailable);
      const auto next = co_await store.try_increment("n");
      EXPECT_EQ(failure_of(next), StoreErrorKind::Unavailable);
      const auto read = co_await store.try_get("a");
      EXPECT_EQ(failure_of(read), std::nullopt);
    }
    StoreResult<std::int64_t> again = std::unexpected(StoreError(StoreError::Unavailable, "not yet"));
    while (!again) {
      co_await sleep(1ms);
      again = co_await store.try_increment("n");
    }
    EXPECT_EQ(*again, 1);
  });
}

TEST_F(KeptStoreTest, WhatWasEvictedDoesNotComeBack) {
  memory.bytes = 20 * (MemoryTable::kEntryBytes + 10);
  ask(fill);
  memory.bytes = MemoryOptions().bytes;
  ask([](StoreAccess& store) -> Task<> {
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_LE(page.entries.size(), 20U);
    EXPECT_GE(page.entries.size(), 15U);
  });
}

TEST_F(KeptStoreTest, WhatDoesNotFitAnyMoreIsEvictedOrKeptAsConfigured) {
  ask(fill);
  memory.bytes = 20 * (MemoryTable::kEntryBytes + 10);
  memory.eviction = StoreEviction::Refuse;
  ask([](StoreAccess& store) -> Task<> {
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_GT(page.entries.size(), 100U);
    const auto refused = co_await store.try_set("new", "x");
    EXPECT_EQ(failure_of(refused), StoreErrorKind::Full);
  });
  memory.eviction = StoreEviction::Lru;
  ask([](StoreAccess& store) -> Task<> {
    StoreScan scan("");
    const StorePage page = co_await store.scan(scan);
    EXPECT_LE(page.entries.size(), 20U);
  });
}

}  // namespace
}  // namespace saki
