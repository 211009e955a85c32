// SPDX-License-Identifier: Apache-2.0
//
// LogWaker: lets the writer sleep until there is something to write, at the cost of one load for a thread that logs.
//
// The writer says that it sleeps, looks once more, and only then sleeps; a thread publishes its entry and only then asks whether the
// writer sleeps. Both in sequentially consistent order, so that one of them sees the other. An eventfd carries the wake-up: writing to it
// never blocks.
#pragma once

#include <atomic>
#include <chrono>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"

namespace saki {

class LogWaker {
 public:
  [[nodiscard]] Result<> open();  // Before anything else. Errors: System.

  // Any thread, after publishing an entry: wakes the writer if it sleeps.
  void notify() noexcept {
    if (sleeping_.load(std::memory_order_seq_cst) && sleeping_.exchange(false, std::memory_order_seq_cst)) wake();
  }
  // Any thread: wakes the writer, asleep or about to be.
  void wake() noexcept;

  // Any thread: ends a linger, the next one where none is under way, for there is much to write.
  void hurry() noexcept {
    hurried_.store(true, std::memory_order_seq_cst);
    if (lingering_.load(std::memory_order_seq_cst)) wake();
  }

  // Writer: waits for wake(), hurry() or the end of `pause`; notify() does not end it.
  void linger(std::chrono::milliseconds pause) noexcept;

  // Writer: waits for wake() or notify(), unless `has_entries` by now.
  template <class Predicate>
  void sleep_unless(Predicate has_entries) noexcept {
    sleeping_.store(true, std::memory_order_seq_cst);
    if (!has_entries()) wait(-1);
    sleeping_.store(false, std::memory_order_seq_cst);
  }

 private:
  void wait(int milliseconds) noexcept;

  FileDescriptor event_;
  std::atomic<bool> sleeping_{false};
  std::atomic<bool> lingering_{false};
  std::atomic<bool> hurried_{false};
};

}  // namespace saki
