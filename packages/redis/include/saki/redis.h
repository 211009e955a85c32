// SPDX-License-Identifier: Apache-2.0
//
// Redis: a Redis server on the loops of the workers.
//
//   auto& redis = request.use<saki::Redis>();
//   co_await redis.set("greeting", "hello", 10min);
//   const std::optional<std::string> greeting = co_await redis.get("greeting");
//
// Each worker has some connections, shared by all calls: what is called in one turn of the loop leaves in one write, and replies are
// handed out as they come. No thread is involved and nothing is locked. Every bound is a field of RedisOptions.
//
//   co_await redis.get(key)            throws RedisError, which is answered 503 with the dependency's name, or Cancelled
//   co_await redis.trying().get(key)   std::expected of the value or a RedisError
#pragma once

#include <memory>
#include <string_view>

#include "saki/package.h"
#include "saki/redis/access.h"
#include "saki/redis/batch.h"
#include "saki/redis/exclusive.h"
#include "saki/redis/options.h"
#include "saki/redis/subscription.h"

namespace saki {

class RedisRoomBridge;
class RedisStoreProvider;
class RoomBridge;
class StoreProvider;

class Redis final : public Package, public RedisCommands<RedisCall> {  // Affinity: any between start() or open(), and stop().
 public:
  Redis();
  ~Redis() override;  // As stop().

  // The same commands in other circumstances. Each lives no longer than this.
  [[nodiscard]] RedisTryAccess trying() const { return RedisTryAccess(route()); }
  [[nodiscard]] RedisAccess within(Duration limit) const;  // Another limit from a call to its reply; zero is none.
  [[nodiscard]] RedisTryAccess trying_within(Duration limit) const;
  // For commands that may be carried out twice: sent once more where their connection was lost, and kept waiting for another as long as
  // their limit allows.
  [[nodiscard]] RedisAccess idempotent() const;

  // Several commands sent together, or carried out as one step. See <saki/redis/batch.h>.
  [[nodiscard]] RedisBatch batch() const { return RedisBatch(route()); }
  [[nodiscard]] RedisTransaction transaction() const { return RedisTransaction(route()); }

  // A connection of one's own. See <saki/redis/exclusive.h>. Errors: Exhausted, Unavailable, and Timeout when none became free in time.
  [[nodiscard]] RedisBorrow exclusive() const { return RedisBorrow(route()); }
  [[nodiscard]] RedisTryBorrow try_exclusive() const { return RedisTryBorrow(route()); }

  // Messages from now on. See <saki/redis/subscription.h>. Affinity: loop. Throws RedisError (Closed).
  [[nodiscard]] RedisSubscription subscribe(std::string_view channel) const;
  [[nodiscard]] RedisSubscription psubscribe(std::string_view pattern) const;

  // Keeps stores (`store: {backend: redis}`), which are then the same for all processes that use the server.
  [[nodiscard]] StoreProvider& stores() noexcept;
  // Carries what is sent to rooms (`server: {rooms: {bridge: redis}}`) to all processes of the service.
  [[nodiscard]] RoomBridge& rooms() noexcept;

  // As a package: what the section `redis` of the configuration says. A server that does not answer yet is no error: health() tells it.
  [[nodiscard]] std::string_view name() const noexcept override { return "redis"; }
  [[nodiscard]] bool may_be_off() const noexcept override { return true; }
  void declare_settings(ConfigSchema& schema) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;
  void stop_worker(Loop& loop) noexcept override;
  [[nodiscard]] Health health() const override;
  void measure(Measures& measures) const override;

  // By itself, for a second server or a test: then start_worker() and stop_worker() are called for each loop that uses it.
  [[nodiscard]] Diagnostics open(const RedisOptions& options);

  // No loop uses it any more. Idempotent; afterwards it may be opened again.
  void stop() noexcept override;

 private:
  explicit Redis(std::unique_ptr<RedisCore> core);

  std::unique_ptr<RedisCore> core_;
  std::unique_ptr<RedisStoreProvider> stores_;
  std::unique_ptr<RedisRoomBridge> rooms_;
};

}  // namespace saki
