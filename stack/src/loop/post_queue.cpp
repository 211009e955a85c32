// SPDX-License-Identifier: Apache-2.0
#include "loop/post_queue.h"

#include <utility>

namespace saki {

bool PostQueue::push(const char* name, Loop::Posted function) {
  const std::lock_guard lock(mutex_);
  entries_.push_back({name, std::move(function)});
  pending_.store(true, std::memory_order_seq_cst);
  return asleep_.load(std::memory_order_seq_cst) && asleep_.exchange(false, std::memory_order_relaxed);
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
