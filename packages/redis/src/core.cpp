// SPDX-License-Identifier: Apache-2.0
#include "core.h"

#include <string>
#include <utility>

#include "saki/base/check.h"
#include "saki/measures.h"

namespace saki {

Diagnostics RedisCore::open(const RedisOptions& options, LogStream* log, const RedisPlaceOf& place_of) {
  stop();
  Diagnostics diagnostics;
  setup_ = std::make_unique<RedisSetup>(options, log, place_of, diagnostics);
  names_ = std::make_unique<BlockingPool>(BlockingPoolOptions{.name = "redis-names", .threads = 1});
  if (!diagnostics.empty()) stop();
  return diagnostics;
}

void RedisCore::stop() noexcept {
  Worker* worker = workers_.exchange(nullptr);
  while (worker != nullptr) delete std::exchange(worker, worker->next);
  names_.reset();
  setup_.reset();
}

// --- workers

RedisCore::Worker* RedisCore::worker_of(const Loop* loop) const noexcept {
  Worker* worker = workers_.load(std::memory_order_acquire);
  while (worker != nullptr && worker->loop != loop) worker = worker->next;
  return worker;
}

void RedisCore::start_worker(Loop& loop) {
  if (setup_ == nullptr) return;
  Worker* worker = worker_of(&loop);
  if (worker == nullptr) {
    worker = new Worker(loop);
    const std::lock_guard lock(adding_);
    worker->next = workers_.load(std::memory_order_relaxed);
    workers_.store(worker, std::memory_order_release);
  }
  worker->meter.active.store(true, std::memory_order_relaxed);
  worker->pool = std::make_unique<RedisPool>(loop, *setup_, *names_, worker->meter);
  worker->subscriber = std::make_unique<RedisSubscriber>(loop, *setup_, *names_, worker->meter);
}

// What is resumed with an error meanwhile finds neither any more.
void RedisCore::stop_worker(Loop& loop) noexcept {
  Worker* const worker = worker_of(&loop);
  if (worker == nullptr) return;
  worker->meter.active.store(false, std::memory_order_relaxed);
  const auto subscriber = std::move(worker->subscriber);
  const auto pool = std::move(worker->pool);
}

RedisPool* RedisCore::pool_here() noexcept {
  Worker* const worker = worker_of(Loop::current());
  return worker != nullptr ? worker->pool.get() : nullptr;
}

RedisSubscriber* RedisCore::subscriber_here() noexcept {
  Worker* const worker = worker_of(Loop::current());
  return worker != nullptr ? worker->subscriber.get() : nullptr;
}

std::optional<RedisError> RedisCore::submit(RedisWait& call) {
  RedisPool* const pool = pool_here();
  return pool != nullptr ? pool->submit(call) : no_pool();
}

RedisError RedisCore::no_pool() { return RedisError(RedisErrorKind::Closed, "redis is not open on this thread's loop"); }

Loop& RedisCore::loop_here() {
  SAKI_CHECK(Loop::current() != nullptr, "redis is called from a loop's thread");
  return *Loop::current();
}

// --- what others are told

Health RedisCore::health() const {
  for (const Worker* worker = workers_.load(std::memory_order_acquire); worker != nullptr; worker = worker->next) {
    const RedisMeter& meter = worker->meter;
    if (!meter.active.load(std::memory_order_relaxed) || RedisMeter::get(meter.shared_open) > 0) continue;
    return Health::failing(meter.reason());
  }
  return {};
}

void RedisCore::measure(Measures& measures) const {
  std::size_t number = 0;
  for (const Worker* worker = workers_.load(std::memory_order_acquire); worker != nullptr; worker = worker->next) {
    const std::string label = std::to_string(number++);
    const RedisMeter& meter = worker->meter;
    const auto gauge = [&](std::string_view name, std::string_view help, const RedisMeter::Count& count) {
      measures.gauge(name, help, RedisMeter::get(count), {{"loop", label}});
    };
    const auto counter = [&](std::string_view name, std::string_view help, const RedisMeter::Count& count) {
      measures.counter(name, help, RedisMeter::get(count), {{"loop", label}});
    };
    gauge("redis_connections", "Connections for commands that serve.", meter.open);
    gauge("redis_connections_lent", "Of these, lent to one caller.", meter.lent);
    gauge("redis_in_flight", "Calls sent whose replies have not come.", meter.in_flight);
    gauge("redis_waiting", "Calls that wait for a connection.", meter.waiting);
    counter("redis_commands_total", "Commands that were answered.", meter.commands);
    counter("redis_timeouts_total", "Calls that had no reply within their limit.", meter.timeouts);
    counter("redis_lost_total", "Commands whose connection was lost after they had been sent.", meter.lost);
    counter("redis_slow_total", "Calls that took redis.slow_command or longer.", meter.slow);
    counter("redis_connections_made_total", "Connections that were made.", meter.connections);
    counter("redis_connections_failed_total", "Attempts to connect that failed.", meter.failures);
    counter("redis_messages_total", "Messages that subscriptions were given.", meter.messages);
    counter("redis_messages_lost_total", "Messages that a slow subscription had no room for.", meter.messages_lost);
    measures.latency("redis_seconds", "From a command's sending to its reply.", meter.latency, {{"loop", label}});
  }
}

}  // namespace saki
