// SPDX-License-Identifier: Apache-2.0
//
// StoreListener: one worker's watches of a store, and the subscription that feeds them while there are any.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "saki/redis.h"
#include "saki/store_options.h"
#include "saki/store_watchers.h"
#include "saki/task/task_scope.h"

namespace saki {

class StoreListener {  // Affinity: loop, save for the count.
 public:
  StoreListener(Loop& loop, Redis& redis, std::string channel, const StoreOptions& options)
      : loop_(loop),
        redis_(redis),
        channel_(std::move(channel)),
        watchers_(options.watch_count, options.watch_queue_count),
        scope_(loop, "redis store") {}
  ~StoreListener() { close(); }

  [[nodiscard]] Loop& loop() const noexcept { return loop_; }
  [[nodiscard]] std::size_t count() const noexcept { return watchers_.count(); }  // Affinity: any.

  // Watches once the server has confirmed the subscription. Throws RedisError, Cancelled.
  [[nodiscard]] Task<StoreResult<StoreWatch>> watch(StoreTopic topic);
  void close() noexcept;

 private:
  Task<> listen();
  void publish(const RedisMessage& message);

  Loop& loop_;
  Redis& redis_;
  const std::string channel_;
  StoreWatchers watchers_;
  std::shared_ptr<RedisSubscription> subscription_;  // While somebody watches, or is about to.
  std::size_t joining_ = 0;
  TaskScope scope_;
};

}  // namespace saki
