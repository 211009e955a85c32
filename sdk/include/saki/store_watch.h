// SPDX-License-Identifier: Apache-2.0
//
// StoreWatch: what becomes of a key, or of all keys below a prefix, from now on.
//
//   StoreWatch watch = co_await store.watch_prefix("cart:");
//   while (true) {
//     StoreEvent event = co_await watch.next();
//     …
//   }
//
// It tells that something changed, not to what: read the key. Events of one key come in their order, save where a database keeps the store
// and two workers changed it at once.
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "saki/store_error.h"
#include "saki/store_watch_queue.h"
#include "saki/task/task.h"

namespace saki {

class [[nodiscard]] StoreWatch {  // Affinity: loop.
 public:
  using Leave = std::move_only_function<void() noexcept>;

  // For engines: `leave` is called once on the watcher's loop, when the watch is gone.
  StoreWatch(std::shared_ptr<StoreWatchQueue> queue, Leave leave) : queue_(std::move(queue)), leave_(std::move(leave)) {}
  StoreWatch(StoreWatch&& other) noexcept = default;
  StoreWatch& operator=(StoreWatch&& other) noexcept;
  ~StoreWatch() { leave(); }

  // The next event. Throws StoreError Closed once the store has stopped, and Cancelled. One waiter at a time.
  [[nodiscard]] Task<StoreEvent> next();
  [[nodiscard]] Task<StoreResult<StoreEvent>> try_next();  // Errors: Closed, Cancelled.

  void hide_prefix(std::size_t bytes) noexcept { hidden_ = bytes; }  // Of each key, from the next event on.

 private:
  void leave() noexcept;

  std::shared_ptr<StoreWatchQueue> queue_;
  Leave leave_;
  std::size_t hidden_ = 0;
};

}  // namespace saki
