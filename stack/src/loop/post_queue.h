// SPDX-License-Identifier: Apache-2.0
//
// PostQueue: functions on their way to a loop from any thread. Taken as a batch; both vectors keep their memory.
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

#include "loop/callback_runner.h"
#include "saki/loop/loop.h"

namespace saki {

class PostQueue {
 public:
  // Appends; true when the loop sleeps, or is about to, and has to be told. Affinity: any.
  [[nodiscard]] bool push(const char* name, Loop::Posted function);

  [[nodiscard]] bool pending() const noexcept { return pending_.load(std::memory_order_acquire); }

  // The loop goes to sleep: false when something was posted meanwhile. Affinity: loop.
  [[nodiscard]] bool sleep() noexcept {
    asleep_.store(true, std::memory_order_seq_cst);  // Before looking, as push() posts before looking: one of the two sees the other.
    return !pending_.load(std::memory_order_seq_cst);
  }
  void wake() noexcept { asleep_.store(false, std::memory_order_relaxed); }

  // Runs what is here now, in order. Affinity: loop.
  void run_all(const CallbackRunner& run);

 private:
  struct Entry {
    const char* name;
    Loop::Posted function;
  };

  std::atomic<bool> asleep_ = false;
  std::atomic<bool> pending_ = false;  // `entries_` is not empty: read without the lock.
  std::mutex mutex_;
  std::vector<Entry> entries_;
  std::vector<Entry> running_;
};

}  // namespace saki
