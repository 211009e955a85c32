// SPDX-License-Identifier: Apache-2.0
//
// RedisStore: a store that is kept on a server, and so is the same for all processes and machines that use it.
//
// Every change is a script, told on a channel; each worker listens there while it has watches. A single get() is a plain GET.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "saki/redis.h"
#include "saki/store_engine.h"
#include "saki/store_provider.h"
#include "store_listener.h"

namespace saki {

class RedisStore final : public StoreEngine {
 public:
  // `base` stands before all that it puts on the server.
  RedisStore(Redis& redis, const std::string& base, StoreOptions options);

  [[nodiscard]] bool shared() const noexcept override { return true; }
  void start_worker(Loop& loop) override;
  void stop_worker(Loop& loop) noexcept override;

 private:
  Task<StoreResult<StoreAnswer>> carry_out(StoreOperation operation) override;
  Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation> operations) override;
  Task<StoreResult<StorePage>> read_page(StoreScan scan) override;
  Task<StoreResult<StoreWatch>> begin_watch(StoreTopic topic) override;

  [[nodiscard]] StoreListener* listener_here() noexcept;
  [[nodiscard]] std::size_t watch_count() noexcept;

  Redis& redis_;
  const std::string values_;  // Before the key of a value.
  const std::string keys_;
  const std::string expiry_;
  const std::string channel_;
  std::mutex mutex_;  // Guards what follows.
  std::vector<std::unique_ptr<StoreListener>> listeners_;  // One for each worker.
};

class RedisStoreProvider final : public StoreProvider {
 public:
  explicit RedisStoreProvider(Redis& redis) noexcept : redis_(redis) {}

  // Services of other names have other stores.
  void set_service(std::string_view name) { base_ = "saki:" + std::string(name) + ":"; }
  std::unique_ptr<StoreEngine> open_store(std::string_view name, const StoreOptions& options, Diagnostics& diagnostics) override;

 private:
  Redis& redis_;
  std::string base_ = "saki:";
};

}  // namespace saki
