// SPDX-License-Identifier: Apache-2.0
//
// ConnectionPool: the connections of a client, at most so many for each route and for all; and who waits for one.
//
// Idle connections count. One is used again for its own route, the latest first, and closed to make room for another route when the pool
// is full. Who finds no room waits; a place that becomes free goes to the first who may have it.
#pragma once

#include <list>
#include <map>
#include <string>

#include "client/connection.h"
#include "saki/client/client.h"
#include "saki/loop/timer.h"
#include "saki/task/wait.h"

namespace saki::client {

enum class Freshness : std::uint8_t {
  Any,
  New,  // Not one that was used before.
};

// The connections of one route.
struct RouteConnections {
  explicit RouteConnections(std::string of) : key(std::move(of)) {}
  std::string key;
  std::uint32_t count = 0;    // In use and idle.
  std::uint32_t waiting = 0;  // Who wait for one.
};

class ConnectionPool final : private Timer {  // Affinity: loop.
 public:
  ConnectionPool(Loop& loop, const ClientLimits& limits, Duration idle_time, ClientCounts& counts);
  ~ConnectionPool() override;  // Nobody uses or awaits a connection any more.

  class Acquire;
  // co_await gives Result<std::unique_ptr<Connection>>: an open one, or a place for one. Errors: Timeout past `deadline`; Exhausted with
  // ClientLimits::waiting_requests waiting, or without memory; Cancelled. May throw std::bad_alloc.
  [[nodiscard]] Acquire acquire(const std::string& route_key, Freshness freshness, MonotonicTime deadline);

  void keep(std::unique_ptr<Connection> connection);  // For whoever comes next. It owes and is owed nothing.
  void close_idle();

 private:
  friend class Connection;
  [[nodiscard]] RouteConnections& route_of(const std::string& key);
  void forget_if_unused(RouteConnections& route) noexcept;

  [[nodiscard]] std::unique_ptr<Connection> try_acquire(RouteConnections& route, Freshness freshness);
  [[nodiscard]] std::unique_ptr<Connection> take_idle(const RouteConnections& route);
  [[nodiscard]] bool make_room(const RouteConnections& route);
  [[nodiscard]] std::unique_ptr<Connection> take_from_idle(Connection& connection);
  [[nodiscard]] Acquire* next_servable(std::unique_ptr<Connection>& connection) noexcept;
  void drop_idle(Connection& connection);
  void vacate(RouteConnections& route) noexcept;  // A connection of it is gone.
  void serve_waiting() noexcept;
  void expire() override;

  const ClientLimits& limits_;
  Duration idle_time_;
  ClientCounts& counts_;
  std::map<std::string, RouteConnections> routes_;
  std::list<std::unique_ptr<Connection>> idle_;  // The one that has been idle longest first.
  std::list<Acquire*> waiting_;                  // Who came first first.
  bool serving_ = false;                         // Those who wait are being looked through.
};

class ConnectionPool::Acquire final : public Wait, private Timer {  // Affinity: loop.
 public:
  Acquire(ConnectionPool& pool, RouteConnections& route, Freshness freshness, MonotonicTime deadline) noexcept;
  ~Acquire() override;
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && begin();
  }
  [[nodiscard]] Result<std::unique_ptr<Connection>> await_resume() noexcept;

 private:
  friend class ConnectionPool;
  [[nodiscard]] bool begin();  // False when it has ended already.
  void give(std::unique_ptr<Connection> connection) noexcept;
  void leave() noexcept;
  void expire() override;
  void withdraw() noexcept override { leave(); }

  ConnectionPool& pool_;
  RouteConnections& route_;
  Freshness freshness_;
  MonotonicTime deadline_;
  Error error_ = Error::Exhausted;  // Where it ends without a connection.
  bool waits_ = false;
  std::list<Acquire*>::iterator waits_at_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace saki::client
