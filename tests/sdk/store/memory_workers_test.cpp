// SPDX-License-Identifier: Apache-2.0
//
// A store in memory over several workers, each with a thread of its own.
#include <gmock/gmock.h>

#include <functional>
#include <latch>
#include <thread>

#include "saki/measures.h"
#include "saki/store_access.h"
#include "saki/task.h"
#include "store/memory_desk.h"
#include "store/memory_store.h"

namespace saki {
namespace {

using namespace std::chrono_literals;

class Workers {
 public:
  explicit Workers(unsigned count, const StoreOptions& options = {}, const MemoryOptions& memory = {}) : store(options, memory) {
    std::latch open(static_cast<std::ptrdiff_t>(count));
    for (unsigned i = 0; i < count; ++i) loops_.push_back(*Loop::open({.name = "worker"}));
    for (const auto& loop : loops_) scopes_.push_back(std::make_unique<TaskScope>(*loop, "test"));
    for (unsigned i = 0; i < count; ++i) {
      threads_.emplace_back([this, &open, &loop = *loops_[i], &scope = *scopes_[i]] {
        store.start_worker(loop);
        open.count_down();
        loop.run();
        while (scope.running() > 0) loop.run_once(0ms);
        store.stop_worker(loop);
      });
    }
    open.wait();
  }
  ~Workers() { end(); }

  void end() {
    for (const auto& loop : loops_) loop->stop();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

  // Begins `function(store, arguments…)`, a Task<>, on a worker; wait_for_all() waits for those begun.
  template <class F, class... A>
  void begin(unsigned worker, F function, A... arguments) {
    ++begun_;
    loops_[worker]->post("test", [this, worker, function, arguments...] {
      scopes_[worker]->spawn(run<F, A...>, std::ref(*this), std::move(function), arguments...);
    });
  }
  void wait_for_all() {
    while (ended_.load() < begun_) std::this_thread::yield();
  }

  MemoryStore store;

 private:
  template <class F, class... A>
  static Task<> run(Workers& workers, F function, A... arguments) {
    StoreAccess access(workers.store, "");
    co_await function(access, std::move(arguments)...);
    ++workers.ended_;
  }

  std::vector<std::unique_ptr<Loop>> loops_;
  std::vector<std::unique_ptr<TaskScope>> scopes_;
  std::vector<std::thread> threads_;
  unsigned begun_ = 0;
  std::atomic<unsigned> ended_ = 0;
};

Task<> count_up(StoreAccess& store, int times) {
  for (int i = 0; i < times; ++i) {
    const std::string key = "n" + std::to_string(i % 10);
    co_await store.increment(key);
  }
}

Task<> check_counts(StoreAccess& store, std::int64_t each) {
  for (int i = 0; i < 10; ++i) {
    const auto text = co_await store.get("n" + std::to_string(i));
    EXPECT_EQ(text, std::to_string(each));
  }
}

TEST(MemoryWorkers, NoIncrementOfAnyWorkerIsLost) {
  Workers workers(3);
  for (unsigned worker = 0; worker < 3; ++worker) {
    for (int task = 0; task < 4; ++task) workers.begin(worker, count_up, 500);
  }
  workers.wait_for_all();
  workers.begin(0, check_counts, std::int64_t{3 * 4 * 50});
  workers.wait_for_all();
}

Task<> fill(StoreAccess& store, int from) {
  for (int i = from; i < 300; i += 3) {
    const std::string key = "k" + std::to_string(1000 + i);
    co_await store.set(key, std::to_string(i));
  }
}
Task<> read_all(StoreAccess& store) {
  int next = 0;
  StoreScan scan("k", "", 7);
  do {
    StorePage page = co_await store.scan(scan);
    for (const StoreEntry& entry : page.entries) EXPECT_EQ(entry.value, std::to_string(next++));
    scan.after = page.next;
  } while (!scan.after.empty());
  EXPECT_EQ(next, 300);
}
Task<> ask_for_all(StoreAccess& store) {
  std::vector<StoreOperation> batch;
  for (int i = 0; i < 300; ++i) batch.push_back(StoreOperation::get("k" + std::to_string(1000 + i)));
  const StoreAnswers answers = co_await store.run_all(std::move(batch));
  for (int i = 0; i < 300; ++i) EXPECT_EQ(answers.at(static_cast<std::size_t>(i)).value().text(), std::to_string(i));
}

TEST(MemoryWorkers, EveryWorkerSeesWhatAllHaveSetInOrder) {
  Workers workers(3);
  for (unsigned worker = 0; worker < 3; ++worker) workers.begin(worker, fill, static_cast<int>(worker));
  workers.wait_for_all();
  for (unsigned worker = 0; worker < 3; ++worker) {
    workers.begin(worker, read_all);
    workers.begin(worker, ask_for_all);
  }
  workers.wait_for_all();
}

Task<> take_lock(StoreAccess& store, std::atomic<int>* winners) {
  const bool taken = co_await store.add("lock", "x");
  if (taken) ++*winners;
}

TEST(MemoryWorkers, OneOfAllTakesALock) {
  Workers workers(4);
  std::atomic<int> winners = 0;
  for (unsigned i = 0; i < 40; ++i) workers.begin(i % 4, take_lock, &winners);
  workers.wait_for_all();
  EXPECT_EQ(winners.load(), 1);
}

Task<> watch_some(StoreAccess& store, std::atomic<int>* watching, int changes) {
  StoreWatch watch = co_await store.watch_prefix("w");
  ++*watching;
  int seen = 0;
  bool gap = false;
  while (seen < changes && !gap) {
    const StoreEvent event = co_await watch.next();
    gap = event.kind == StoreEventKind::Gap;
    seen += event.kind == StoreEventKind::Changed ? 1 : 0;
  }
  EXPECT_FALSE(gap);
}
Task<> change_some(StoreAccess& store, std::atomic<int>* watching, int changes) {
  while (watching->load() < 3) co_await sleep(0ms);
  for (int i = 0; i < changes; ++i) {
    const std::string key = "w" + std::to_string(i % 5);
    co_await store.set(key, "x");
  }
}

TEST(MemoryWorkers, WatchersOnAllWorkersAreToldOfEveryChange) {
  StoreOptions options;
  options.watch_queue_count = 1'000;
  Workers workers(3, options);
  std::atomic<int> watching = 0;
  for (unsigned worker = 0; worker < 3; ++worker) workers.begin(worker, watch_some, &watching, 200);
  workers.begin(1, change_some, &watching, 200);
  workers.wait_for_all();
}

Task<> fill_up(StoreAccess& store, int from) {
  for (int i = 0; i < 400; ++i) {
    const std::string key = "f" + std::to_string(from) + "-" + std::to_string(i);
    co_await store.set(key, std::string(200, 'x'));
  }
}

TEST(MemoryWorkers, TheBoundOfBytesHoldsForAllOfThemTogether) {
  MemoryOptions memory;
  memory.bytes = 100'000;
  Workers workers(3, {}, memory);
  for (unsigned worker = 0; worker < 3; ++worker) workers.begin(worker, fill_up, static_cast<int>(worker));
  workers.wait_for_all();
  Measures measures;
  workers.store.measure(measures);
  EXPECT_LE(measures.find("store_memory_bytes"), 100'000);
  EXPECT_GE(measures.find("store_memory_bytes"), 90'000);
}

Task<> give_up(StoreAccess& store, std::atomic<int>* done) {
  for (int i = 0; i < 200; ++i) {
    const std::string key = "g" + std::to_string(i);
    auto outcome = co_await with_timeout(0ms, store.engine().run(StoreOperation::set(key, "x")));
    static_cast<void>(outcome);
  }
  ++*done;
}

TEST(MemoryWorkers, WhoeverWaitsMayGoAwayAtAnyTime) {
  Workers workers(3);
  std::atomic<int> done = 0;
  for (unsigned i = 0; i < 6; ++i) workers.begin(i % 3, give_up, &done);
  workers.wait_for_all();
  EXPECT_EQ(done.load(), 6);
}

Task<> expect_closed(StoreAccess& store, std::atomic<int>* refused) {
  for (int i = 0; i < 50; ++i) {
    const auto result = co_await store.try_get("c" + std::to_string(i));
    if (!result && result.error().kind() == StoreErrorKind::Closed) ++*refused;
  }
}

TEST(MemoryWorkers, KeysOfAWorkerThatHasStoppedAreRefusedAndOthersAreNot) {
  const auto loop = *Loop::open({.name = "gone"});
  StoreOptions options;
  MemoryStore store(options, {});
  const auto mine = *Loop::open({.name = "mine"});
  store.start_worker(*loop);
  store.start_worker(*mine);
  store.stop_worker(*loop);
  const LoopBinding binding(*mine);
  TaskScope scope(*mine, "test");
  StoreAccess access(store, "");
  std::atomic<int> refused = 0;
  scope.spawn(expect_closed, std::ref(access), &refused);
  while (scope.running() > 0) mine->run_once(0ms);
  EXPECT_GT(refused.load(), 0);
  EXPECT_LT(refused.load(), 50);
  store.stop_worker(*mine);
}

}  // namespace
}  // namespace saki
