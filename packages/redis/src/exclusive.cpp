// SPDX-License-Identifier: Apache-2.0
#include "saki/redis/exclusive.h"

#include "core.h"
#include "lease.h"
#include "pool.h"

namespace saki {

RedisExclusive& RedisExclusive::operator=(RedisExclusive&& other) noexcept {
  if (this == &other) return *this;
  release();
  RedisCommands::operator=(std::move(other));
  return *this;
}

RedisAccess RedisExclusive::within(Duration limit) const {
  RedisRoute other = route();
  other.limit = limit;
  return RedisAccess(std::move(other));
}

void RedisExclusive::release() noexcept {
  if (route().lease) route().lease->release();
}

RedisBorrower::RedisBorrower(const RedisRoute& route) : Timer(RedisCore::loop_here(), "redis exclusive"), route_(route) {}

RedisBorrower::~RedisBorrower() { withdraw(); }

bool RedisBorrower::start() {
  pool_ = route_.core->pool_here();
  error_ = pool_ != nullptr ? pool_->exclusive().request(*this) : RedisCore::no_pool();
  if (error_ || route_.lease) {
    detach();
    return false;
  }
  if (route_.limit > Duration::zero()) start_after(route_.limit);
  return true;
}

void RedisBorrower::withdraw() noexcept {
  Timer::cancel();
  if (linked()) pool_->exclusive().withdraw(*this);
}

void RedisBorrower::expire() {
  withdraw();
  error_ = RedisError(RedisErrorKind::Timeout, "no connection became free in time; redis.exclusive bounds them");
  complete();
}

// Later, since this may happen in the middle of another coroutine.
void RedisBorrower::grant(std::shared_ptr<RedisLease> lease) noexcept {
  Timer::cancel();
  route_.lease = std::move(lease);
  complete_soon(Timer::loop());
}

void RedisBorrower::refuse(const RedisError& reason) {
  Timer::cancel();
  error_ = reason;
  complete_soon(Timer::loop());
}

std::optional<RedisError> RedisBorrower::failure() const {
  if (was_cancelled()) return RedisError(RedisErrorKind::Cancelled, "the wait for a connection was cancelled");
  return error_;
}

RedisExclusive RedisBorrower::take() { return RedisExclusive(std::move(route_)); }

}  // namespace saki
