// SPDX-License-Identifier: Apache-2.0
//
// Connection: a place among those that a pool may hold, with the stream that fills it once it has been opened.
//
// Idle ones are in the pool's list and watched: one whose server leaves goes at once. What a server sends unasked is found when the
// connection is wanted again, and costs it.
#pragma once

#include <list>
#include <memory>
#include <utility>

#include "saki/net/stream.h"

namespace saki::client {

class ConnectionPool;
struct RouteConnections;

class Connection final : private PeerObserver {  // Affinity: loop. The pool outlives it.
 public:
  Connection(ConnectionPool& pool, RouteConnections& route) noexcept;  // Takes a place.
  ~Connection() override;  // Closes it; its place is free.
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] bool is_open() const noexcept { return stream_ != nullptr; }
  [[nodiscard]] Stream& stream() noexcept { return *stream_; }
  void set_stream(std::unique_ptr<Stream> stream) noexcept { stream_ = std::move(stream); }
  [[nodiscard]] std::unique_ptr<Stream> take_stream() noexcept { return std::move(stream_); }

  [[nodiscard]] std::uint64_t requests() const noexcept { return requests_; }  // Begun on it.
  void count_request() noexcept { ++requests_; }

 private:
  friend class ConnectionPool;
  void on_peer_done() override;
  void on_peer_broken() override;

  ConnectionPool& pool_;
  RouteConnections& route_;
  std::unique_ptr<Stream> stream_;
  std::uint64_t requests_ = 0;
  MonotonicTime idle_until_{};
  std::list<std::unique_ptr<Connection>>::iterator idle_at_;  // Its place among the idle ones, while it is one.
};

}  // namespace saki::client
