// SPDX-License-Identifier: Apache-2.0
//
// RedisCore: what belongs to one server: its setup, and for each worker a pool, a subscriber and a meter.
//
// Entries are added by workers as they start and stay until the end, so that finding one's own takes no lock.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <optional>

#include "meter.h"
#include "pool.h"
#include "saki/package.h"
#include "saki/task/blocking_pool.h"
#include "setup.h"
#include "subscriber.h"

namespace saki {

class RedisCore {  // Affinity: any between open() and stop(), save where "loop" is said.
 public:
  RedisCore() = default;
  ~RedisCore() { stop(); }
  RedisCore(const RedisCore&) = delete;
  RedisCore& operator=(const RedisCore&) = delete;

  [[nodiscard]] Diagnostics open(const RedisOptions& options, LogStream* log, const RedisPlaceOf& place_of);
  void stop() noexcept;  // No worker runs any more.

  void start_worker(Loop& loop);  // Affinity: loop.
  void stop_worker(Loop& loop) noexcept;

  // Affinity: loop. Null where the current loop is of no worker.
  [[nodiscard]] RedisPool* pool_here() noexcept;
  [[nodiscard]] RedisSubscriber* subscriber_here() noexcept;
  [[nodiscard]] std::optional<RedisError> submit(RedisWait& call);

  [[nodiscard]] Health health() const;
  void measure(Measures& measures) const;

  [[nodiscard]] static RedisError no_pool();
  [[nodiscard]] static Loop& loop_here();

 private:
  struct Worker {
    explicit Worker(Loop& of) noexcept : loop(&of) {}
    Loop* const loop;
    RedisMeter meter;
    std::unique_ptr<RedisPool> pool;  // These two are touched by the loop's thread only.
    std::unique_ptr<RedisSubscriber> subscriber;
    Worker* next = nullptr;
  };

  [[nodiscard]] Worker* worker_of(const Loop* loop) const noexcept;

  std::unique_ptr<RedisSetup> setup_;
  std::unique_ptr<BlockingPool> names_;  // Asks for the addresses of names.
  std::atomic<Worker*> workers_ = nullptr;
  std::mutex adding_;
};

}  // namespace saki
