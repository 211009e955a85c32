// SPDX-License-Identifier: Apache-2.0
#include "saki/redis.h"

#include <utility>

#include "core.h"
#include "redis_room_bridge.h"
#include "redis_settings.h"
#include "redis_store.h"
#include "saki/offers.h"

namespace saki {

Redis::Redis() : Redis(std::make_unique<RedisCore>()) {}
Redis::Redis(std::unique_ptr<RedisCore> core)
    : RedisCommands(RedisRoute(*core, nullptr, Duration::zero())),
      core_(std::move(core)),
      stores_(std::make_unique<RedisStoreProvider>(*this)),
      rooms_(std::make_unique<RedisRoomBridge>(*this)) {}
Redis::~Redis() = default;

RedisAccess Redis::within(Duration limit) const { return RedisAccess(RedisRoute(*core_, nullptr, limit)); }
RedisTryAccess Redis::trying_within(Duration limit) const { return RedisTryAccess(RedisRoute(*core_, nullptr, limit)); }

RedisAccess Redis::idempotent() const {
  RedisRoute other = route();
  other.idempotent = true;
  return RedisAccess(std::move(other));
}

RedisSubscription Redis::subscribe(std::string_view channel) const {
  return RedisSubscription(*core_, channel, RedisSubscription::Kind::Channel);
}
RedisSubscription Redis::psubscribe(std::string_view pattern) const {
  return RedisSubscription(*core_, pattern, RedisSubscription::Kind::Pattern);
}

StoreProvider& Redis::stores() noexcept { return *stores_; }
RoomBridge& Redis::rooms() noexcept { return *rooms_; }

void Redis::declare_settings(ConfigSchema& schema) { redis_settings().declare(schema); }

void Redis::start(const PackageContext& context, Diagnostics& diagnostics) {
  const RedisOptions options = redis_settings().read(context.config());
  route().limit = options.call_timeout;
  const auto place_of = [&context](std::string_view setting) { return context.config().place(setting); };
  diagnostics.append(core_->open(options, &context.log(), place_of));
  stores_->set_service(context.service_name());
  rooms_->set_service(context.service_name());
  context.offers().add<StoreProvider>("redis", *stores_);
  context.offers().add<RoomBridge>("redis", *rooms_);
}

Diagnostics Redis::open(const RedisOptions& options) {
  route().limit = options.call_timeout;
  return core_->open(options, nullptr, [](std::string_view setting) { return SourcePlace{std::string(setting)}; });
}

void Redis::start_worker(Loop& loop) { core_->start_worker(loop); }
void Redis::stop_worker(Loop& loop) noexcept { core_->stop_worker(loop); }
Health Redis::health() const {
  const Health connections = core_->health();
  return connections.good() ? rooms_->health() : connections;
}
void Redis::measure(Measures& measures) const { core_->measure(measures); }
void Redis::stop() noexcept { core_->stop(); }

}  // namespace saki
