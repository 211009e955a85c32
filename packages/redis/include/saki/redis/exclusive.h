// SPDX-License-Identifier: Apache-2.0
//
// RedisExclusive: a connection of one's own, for what would be felt by others on a shared one: WATCH, blocking commands.
//
//   auto own = co_await redis.exclusive();
//   co_await own.watch("stock:7");
//   const auto left = co_await own.get("stock:7");
//   …
//
// Given back when it ends; one with a command still in flight, or keys still watched, is closed instead.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <utility>

#include "saki/loop/timer.h"
#include "saki/redis/access.h"
#include "saki/redis/batch.h"

namespace saki {

class RedisExclusive final : public RedisCommands<RedisCall> {  // Affinity: loop. Movable; moved from it is of no use.
 public:
  explicit RedisExclusive(RedisRoute route) noexcept : RedisCommands(std::move(route)) {}
  RedisExclusive(RedisExclusive&& other) noexcept = default;
  RedisExclusive& operator=(RedisExclusive&& other) noexcept;
  ~RedisExclusive() { release(); }

  // The same connection with another limit for each call; zero is none: for commands that wait. Ends before this.
  [[nodiscard]] RedisAccess within(Duration limit) const;
  [[nodiscard]] RedisTryAccess trying() const { return RedisTryAccess(route()); }

  // From here on a transaction is aborted when one of the keys is changed by somebody else, until it is executed or unwatch().
  template <RedisArgument... Keys>
  [[nodiscard]] RedisCall<void> watch(const Keys&... keys) const {
    return send<void>("WATCH", keys...);
  }
  [[nodiscard]] RedisCall<void> unwatch() const { return send<void>("UNWATCH"); }

  // Several commands sent together, or carried out as one step. See <saki/redis/batch.h>.
  [[nodiscard]] RedisBatch batch() const { return RedisBatch(route()); }
  [[nodiscard]] RedisTransaction transaction() const { return RedisTransaction(route()); }

  void release() noexcept;  // Gives the connection back now.
};

// Waits for a connection. Not for use by authors: exclusive() makes one.
class RedisBorrower : public Wait, public ListLink<>, private Timer {  // Affinity: loop.
 public:
  explicit RedisBorrower(const RedisRoute& route);
  ~RedisBorrower() override;

  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && start();
  }

 protected:
  [[nodiscard]] std::optional<RedisError> failure() const;
  [[nodiscard]] RedisExclusive take();

 private:
  friend class ExclusiveLinks;
  bool start();
  void withdraw() noexcept override;
  void expire() override;
  void grant_at_once(std::shared_ptr<RedisLease> lease) noexcept { route_.lease = std::move(lease); }
  void grant(std::shared_ptr<RedisLease> lease) noexcept;
  void refuse(const RedisError& reason);

  RedisRoute route_;
  RedisPool* pool_ = nullptr;
  std::optional<RedisError> error_;
};

class [[nodiscard]] RedisBorrow final : public RedisBorrower {
 public:
  using RedisBorrower::RedisBorrower;
  [[nodiscard]] RedisExclusive await_resume() {
    if (was_cancelled()) throw Cancelled();
    if (auto error = failure()) throw *std::move(error);
    return take();
  }
};

class [[nodiscard]] RedisTryBorrow final : public RedisBorrower {
 public:
  using RedisBorrower::RedisBorrower;
  [[nodiscard]] std::expected<RedisExclusive, RedisError> await_resume() {
    if (auto error = failure()) return std::unexpected(*std::move(error));
    return take();
  }
};

}  // namespace saki
