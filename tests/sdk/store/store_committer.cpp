// SPDX-License-Identifier: Apache-2.0
//
// Counts in a store whose window is 0, by several tasks on two workers, until it is killed, and prints each count once it was answered.
#include <unistd.h>

#include <cstdio>
#include <functional>
#include <latch>
#include <thread>

#include "saki/log/log.h"
#include "saki/store_access.h"
#include "saki/task.h"
#include "store/memory_store.h"

namespace {

constexpr int kWorkers = 2;
constexpr int kTasksEach = 4;

saki::Task<> count_up(saki::StoreAccess& store, int task) {
  const std::string key = "task-" + std::to_string(task);
  for (;;) {
    const std::int64_t count = co_await store.increment(key);
    const std::string line = std::to_string(task) + " " + std::to_string(count) + "\n";
    static_cast<void>(::write(STDOUT_FILENO, line.data(), line.size()));
  }
}

void work(saki::MemoryStore& store, int worker, std::latch& started) {
  const auto loop = *saki::Loop::open({.name = "worker"});
  const saki::LoopBinding binding(*loop);
  store.start_worker(*loop);
  started.arrive_and_wait();
  saki::StoreAccess access(store, "");
  saki::TaskScope scope(*loop, "counting");
  for (int task = 0; task < kTasksEach; ++task) scope.spawn(count_up, std::ref(access), worker * kTasksEach + task);
  loop->run();
}

}  // namespace

int main(int, char** arguments) {
  saki::Log told;
  saki::MemoryOptions options;
  options.folder = arguments[1];
  options.window = options.window.zero();
  options.compact_bytes = 64 * 1024;
  saki::Diagnostics diagnostics;
  const auto store = saki::MemoryStore::open({}, options, told.root(), diagnostics);
  if (store == nullptr) {
    std::printf("%s", diagnostics.text().c_str());
    return 1;
  }
  std::latch started(kWorkers);
  std::jthread other(work, std::ref(*store), 1, std::ref(started));
  work(*store, 0, started);
}
