// SPDX-License-Identifier: Apache-2.0
//
// StoreWatchers: who watches what in this process. For engines: each change is published here, by whatever thread made it.
#pragma once

#include <atomic>
#include <cstddef>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "saki/store_watch.h"

namespace saki {

class StoreWatchers {  // Affinity: any.
 public:
  // At most `most` at once, each with at most `queue_count` events that wait.
  StoreWatchers(std::size_t most, std::size_t queue_count) noexcept : most_(most), queue_count_(queue_count) {}
  StoreWatchers(const StoreWatchers&) = delete;
  StoreWatchers& operator=(const StoreWatchers&) = delete;

  // On the watcher's loop. This outlives what it gives. Errors: Exhausted; Closed.
  [[nodiscard]] StoreResult<StoreWatch> watch(const StoreTopic& topic);

  [[nodiscard]] bool any() const noexcept { return count_.load(std::memory_order_relaxed) != 0; }
  [[nodiscard]] std::size_t count() const noexcept { return count_.load(std::memory_order_relaxed); }

  void publish(StoreEventKind kind, std::string_view key);
  void publish_gap();       // To all of them.
  void close() noexcept;    // Tells all, and whoever comes, that the store has stopped.

 private:
  using Queue = std::shared_ptr<StoreWatchQueue>;
  using Table = std::multimap<std::string, Queue, std::less<>>;

  void put(const Table& table, std::string_view text, StoreEventKind kind, std::string_view key);
  void forget(const Queue& queue) noexcept;

  const std::size_t most_;
  const std::size_t queue_count_;
  std::atomic<std::size_t> count_ = 0;
  std::mutex mutex_;  // Guards what follows.
  Table keys_;
  Table prefixes_;
  std::map<std::size_t, std::size_t> lengths_;  // Of prefixes, and how many have each.
  bool closed_ = false;
};

}  // namespace saki
