// SPDX-License-Identifier: Apache-2.0
#include "client/connection_pool.h"

#include <algorithm>
#include <new>
#include <utility>

#include "saki/base/check.h"

namespace saki::client {

Connection::Connection(ConnectionPool& pool, RouteConnections& route) noexcept : pool_(pool), route_(route) {
  ++route_.count;
  ++pool_.counts_.connections;
}

Connection::~Connection() {
  stream_.reset();
  pool_.vacate(route_);
}

void Connection::on_peer_done() { pool_.drop_idle(*this); }
void Connection::on_peer_broken() { pool_.drop_idle(*this); }

ConnectionPool::ConnectionPool(Loop& loop, const ClientLimits& limits, Duration idle_time, ClientCounts& counts)
    : Timer(loop, "client pool"), limits_(limits), idle_time_(idle_time), counts_(counts) {}

ConnectionPool::~ConnectionPool() {
  SAKI_CHECK(waiting_.empty(), "nobody waits for a connection of a client that ends");
  close_idle();
  SAKI_CHECK(counts_.connections == 0, "a client outlives its answers");
}

ConnectionPool::Acquire ConnectionPool::acquire(const std::string& route_key, Freshness freshness, MonotonicTime deadline) {
  return {*this, route_of(route_key), freshness, deadline};
}

RouteConnections& ConnectionPool::route_of(const std::string& key) { return routes_.try_emplace(key, key).first->second; }

void ConnectionPool::forget_if_unused(RouteConnections& route) noexcept {
  if (route.count == 0 && route.waiting == 0) routes_.erase(routes_.find(route.key));
}

std::unique_ptr<Connection> ConnectionPool::try_acquire(RouteConnections& route, Freshness freshness) {
  if (freshness == Freshness::Any) {
    if (std::unique_ptr<Connection> kept = take_idle(route)) return kept;
  }
  if (!make_room(route)) return nullptr;
  return std::make_unique<Connection>(*this, route);
}

// The latest one that is still quiet: whoever has something to say before being asked, or has left, is closed.
std::unique_ptr<Connection> ConnectionPool::take_idle(const RouteConnections& route) {
  for (;;) {
    const auto latest = std::find_if(idle_.rbegin(), idle_.rend(), [&](const auto& idle) { return &idle->route_ == &route; });
    if (latest == idle_.rend()) return nullptr;
    std::unique_ptr<Connection> taken = take_from_idle(**latest);
    if (taken->stream().is_quiet()) return taken;
  }
}

// Whether one connection more may be opened, once an idle one has perhaps been closed for it.
bool ConnectionPool::make_room(const RouteConnections& route) {
  const bool route_is_full = route.count >= limits_.connections_per_origin;
  if (!route_is_full && counts_.connections < limits_.connections) return true;
  const auto oldest = std::ranges::find_if(idle_, [&](const auto& idle) { return !route_is_full || &idle->route_ == &route; });
  if (oldest == idle_.end()) return false;
  drop_idle(**oldest);
  return true;
}

std::unique_ptr<Connection> ConnectionPool::take_from_idle(Connection& connection) {
  std::unique_ptr<Connection> taken = std::move(*connection.idle_at_);
  idle_.erase(connection.idle_at_);
  --counts_.idle;
  taken->stream().observe_peer(nullptr);
  return taken;
}

void ConnectionPool::drop_idle(Connection& connection) {
  const std::unique_ptr<Connection> dropped = take_from_idle(connection);
  if (dropped->stream().transport() != nullptr) dropped->stream().shutdown_send();  // Nothing is missing, and it is said so.
}

void ConnectionPool::keep(std::unique_ptr<Connection> connection) {
  const auto heir = std::ranges::find_if(
      waiting_, [&](const Acquire* acquire) { return &acquire->route_ == &connection->route_ && acquire->freshness_ == Freshness::Any; });
  if (heir != waiting_.end()) {
    if (connection->stream().is_quiet()) (*heir)->give(std::move(connection));
    return;  // Otherwise its place serves who waits.
  }
  if (idle_time_ <= Duration::zero()) return;

  Connection& kept = *connection;
  kept.idle_at_ = idle_.insert(idle_.end(), std::move(connection));
  ++counts_.idle;
  kept.idle_until_ = loop().now() + idle_time_;
  if (!armed()) start_at(kept.idle_until_);
  kept.stream().observe_peer(&kept);
  serve_waiting();
}

void ConnectionPool::close_idle() {
  while (!idle_.empty()) drop_idle(*idle_.front());
}

void ConnectionPool::vacate(RouteConnections& route) noexcept {
  --route.count;
  --counts_.connections;
  forget_if_unused(route);
  serve_waiting();
}

// What is closed meanwhile makes room for the same round.
void ConnectionPool::serve_waiting() noexcept {
  if (std::exchange(serving_, true)) return;
  std::unique_ptr<Connection> connection;
  while (Acquire* const acquire = next_servable(connection)) acquire->give(std::move(connection));
  serving_ = false;
}

// `connection` stays null for one whose place there is no memory for.
ConnectionPool::Acquire* ConnectionPool::next_servable(std::unique_ptr<Connection>& connection) noexcept {
  for (Acquire* const acquire : waiting_) {
    try {
      connection = try_acquire(acquire->route_, acquire->freshness_);
    } catch (const std::bad_alloc&) {
      return acquire;
    }
    if (connection != nullptr) return acquire;
  }
  return nullptr;
}

void ConnectionPool::expire() {
  while (!idle_.empty() && idle_.front()->idle_until_ <= loop().now()) drop_idle(*idle_.front());
  if (!idle_.empty()) start_at(idle_.front()->idle_until_);
}

ConnectionPool::Acquire::Acquire(ConnectionPool& pool, RouteConnections& route, Freshness freshness, MonotonicTime deadline) noexcept
    : Timer(pool.loop(), "client waits"), pool_(pool), route_(route), freshness_(freshness), deadline_(deadline) {
  ++route_.waiting;
}

ConnectionPool::Acquire::~Acquire() {
  leave();
  --route_.waiting;
  pool_.forget_if_unused(route_);
}

bool ConnectionPool::Acquire::begin() {
  connection_ = pool_.try_acquire(route_, freshness_);
  if (connection_ == nullptr && pool_.counts_.waiting < pool_.limits_.waiting_requests) {
    waits_at_ = pool_.waiting_.insert(pool_.waiting_.end(), this);
    waits_ = true;
    ++pool_.counts_.waiting;
    if (deadline_ != MonotonicTime::max()) start_at(deadline_);
    return true;
  }
  detach();
  return false;
}

void ConnectionPool::Acquire::give(std::unique_ptr<Connection> connection) noexcept {
  leave();
  connection_ = std::move(connection);
  complete_soon(loop());
}

void ConnectionPool::Acquire::leave() noexcept {
  Timer::cancel();
  if (!std::exchange(waits_, false)) return;
  pool_.waiting_.erase(waits_at_);
  --pool_.counts_.waiting;
}

void ConnectionPool::Acquire::expire() {
  leave();
  error_ = Error::Timeout;
  complete();
}

Result<std::unique_ptr<Connection>> ConnectionPool::Acquire::await_resume() noexcept {
  if (was_cancelled()) return fail(Error::Cancelled);
  if (connection_ == nullptr) return fail(error_);
  return std::move(connection_);
}

}  // namespace saki::client
