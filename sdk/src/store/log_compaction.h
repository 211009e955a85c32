// SPDX-License-Identifier: Apache-2.0
//
// LogCompaction: puts a snapshot in the place of an older one and the logs behind it, on a thread of its own, from the files alone: the
// workers and the log that is being written are not touched. It takes as much memory again as the store has.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <thread>
#include <utility>

#include "saki/base/result.h"
#include "store/store_files.h"

namespace saki {

class LogCompaction {  // Affinity: one thread.
 public:
  // `ended` is called on its thread once it does not run any more.
  LogCompaction(const StoreFiles& files, std::function<void()> ended) : files_(files), ended_(std::move(ended)) {}
  LogCompaction(const LogCompaction&) = delete;
  LogCompaction& operator=(const LogCompaction&) = delete;
  ~LogCompaction() { stop(); }

  // Begins: everything before log `to` becomes snapshot `to`. Nothing may be running.
  void start(std::uint64_t to);

  [[nodiscard]] bool running() const noexcept { return running_.load(std::memory_order_acquire); }

  // Once it does not run any more: the size of the snapshot, or why there is none.
  [[nodiscard]] const Result<std::uint64_t>& outcome() const noexcept { return outcome_; }

  void stop() noexcept;  // Breaks it off; the old files are still there.

 private:
  [[nodiscard]] Result<std::uint64_t> run(std::uint64_t to) const;

  const StoreFiles& files_;
  const std::function<void()> ended_;
  std::atomic<bool> running_ = false;
  std::atomic<bool> stopping_ = false;
  Result<std::uint64_t> outcome_ = 0;
  std::thread thread_;
};

}  // namespace saki
