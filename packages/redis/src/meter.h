// SPDX-License-Identifier: Apache-2.0
//
// RedisMeter: one worker's numbers. Written by its loop, read from anywhere.
#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "saki/latency.h"

namespace saki {

class RedisMeter {  // Affinity: any.
 public:
  using Count = std::atomic<std::uint64_t>;

  // Of what is written by one thread only.
  static void add(Count& count, std::uint64_t more = 1) noexcept {
    count.store(count.load(std::memory_order_relaxed) + more, std::memory_order_relaxed);
  }
  static void set(Count& count, std::uint64_t value) noexcept { count.store(value, std::memory_order_relaxed); }
  [[nodiscard]] static std::uint64_t get(const Count& count) noexcept { return count.load(std::memory_order_relaxed); }

  Latency latency;       // From a command's sending to its reply.
  Count open = 0;        // Connections that serve, shared and lent.
  Count shared_open = 0;
  Count lent = 0;
  Count in_flight = 0;
  Count waiting = 0;
  Count commands = 0;       // Sent.
  Count timeouts = 0;
  Count lost = 0;           // Commands in flight on connections that were lost.
  Count slow = 0;
  Count connections = 0;    // Made, ever.
  Count failures = 0;       // Attempts to make one that failed.
  Count messages = 0;       // Received by subscriptions.
  Count messages_lost = 0;  // That a slow reader had no room for.
  std::atomic<bool> active = false;  // Between start_worker and stop_worker.

  void set_reason(std::string reason) {
    const std::lock_guard lock(mutex_);
    reason_ = std::move(reason);
  }
  [[nodiscard]] std::string reason() const {
    const std::lock_guard lock(mutex_);
    return reason_;
  }

 private:
  mutable std::mutex mutex_;  // Guards what is below.
  std::string reason_;        // Why there is no connection.
};

}  // namespace saki
