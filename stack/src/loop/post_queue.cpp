// SPDX-License-Identifier: Apache-2.0
#include "loop/post_queue.h"

#include <utility>

namespace saki {

bool PostQueue::push(const char* name, Loop::Posted function) {
  const std::lock_guard lock(mutex_);
  entries_.push_back({name, std::move(function)});
  return !pending_.exchange(true, std::memory_order_release);
}

void PostQueue::run_all(const CallbackRunner& run) {
  if (!pending()) return;
  {
    const std::lock_guard lock(mutex_);
    pending_.store(false, std::memory_order_relaxed);
    running_.swap(entries_);
  }
  for (Entry& entry : running_) {
    run(entry.name, entry.function);
    entry.function = nullptr;  // What it owned ends here, not with the last of the batch.
  }
  running_.clear();
}

}  // namespace saki
