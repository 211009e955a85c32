// SPDX-License-Identifier: Apache-2.0
//
// HttpWorker: what the connections of one worker share.
#pragma once

#include <memory>

#include "http/http1_connections.h"
#include "http/http1_session_pool.h"
#include "http/proxied_clients.h"
#include "http/socket_pools.h"
#include "saki/http/date_cache.h"
#include "saki/http/exchange.h"
#include "saki/http/http_counters.h"
#include "saki/http/limits.h"
#include "saki/loop/loop.h"
#include "saki/net/buffer.h"
#include "saki/task/blocking_pool.h"
#include "saki/tls/tls_context.h"

namespace saki::http {

class AccessLog;

class HttpWorker {  // Affinity: loop. Outlives its connections.
 public:
  // All that is passed by reference outlives the worker. Connection ids begin at `first_id` and go up by `id_step`.
  HttpWorker(Loop& loop, BlockingPool& blocking, Handler& handler, const Limits& limits, const Timeouts& timeouts,
             std::uint64_t first_id = 1, std::uint64_t id_step = 1);
  ~HttpWorker();
  HttpWorker(const HttpWorker&) = delete;
  HttpWorker& operator=(const HttpWorker&) = delete;

  // From here on each answer is the last on its connection, and idle connections close at once.
  void drain();
  [[nodiscard]] bool draining() const noexcept { return draining_; }

  [[nodiscard]] MonotonicTime first_request_deadline() const noexcept;  // For a head that is begun now.
  [[nodiscard]] std::uint64_t next_connection_id() noexcept { return std::exchange(next_id_, next_id_ + id_step_); }

  Loop& loop;
  BlockingPool& blocking;
  Handler& handler;
  const Limits& limits;
  const Timeouts& timeouts;
  BufferPool buffers;
  DateCache date;
  HttpCounters counters;
  TrustedProxies proxies;
  ProxiedClients proxied;
  std::shared_ptr<const TlsContext> tls;  // Of connections to come, where a listener wants it.
  AccessLog* access_log = nullptr;  // Of requests to which no other was given; outlives the worker.
  bool names_clients = false;  // Finds out whose a connection is when it comes, also without an access log of its own.
  DeflatePool coders;  // Of WebSockets.
  SocketPools socket_pools{buffers, coders};
  Http1SessionPool sessions;
  Http1Connections connections{*this};

 private:
  std::uint64_t next_id_;
  std::uint64_t id_step_;
  bool draining_ = false;
};

// What a timeout that begins now ends at; zero is never.
[[nodiscard]] constexpr MonotonicTime deadline_after(MonotonicTime start, Duration timeout) noexcept {
  return timeout > Duration::zero() ? start + timeout : MonotonicTime::max();
}
[[nodiscard]] inline MonotonicTime deadline_after(const Loop& loop, Duration timeout) noexcept {
  return deadline_after(loop.now(), timeout);
}

inline MonotonicTime HttpWorker::first_request_deadline() const noexcept {
  return deadline_after(loop, draining_ ? timeouts.linger : timeouts.head);
}

}  // namespace saki::http
