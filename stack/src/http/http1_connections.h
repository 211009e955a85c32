// SPDX-License-Identifier: Apache-2.0
//
// Http1Connections: the connections of one worker. Each waits for its first request, or for its next one, or for something else, which
// it does in a task of its own.
#pragma once

#include "http/handshake_turns.h"
#include "http/idle_list.h"
#include "saki/task/task_scope.h"

namespace saki::http {

class Http1Connections {  // Affinity: loop. Closed, by join() or drop(), before it is destroyed.
 public:
  explicit Http1Connections(HttpWorker& worker) noexcept;

  // Told of an exception that ended a connection. The default aborts.
  void on_error(TaskScope::ErrorHandler handler, void* context) noexcept { tasks_.on_error(handler, context); }

  // Serves the connection of `socket`, connected and non-blocking, until either side is done with it; what has come of it already, at once.
  // `id` is one of HttpWorker::next_connection_id().
  void serve(std::uint64_t id, FileDescriptor socket, ConnectionPlace place = {});
  // As above, where the client has to encrypt, with HttpWorker::tls; its handshake begins when it is its turn (HandshakeTurns). Past
  // Limits::tls_handshakes the handshake that has taken longest is broken off: a stranger's, as a rule, for others are done within a
  // moment.
  void serve_tls(std::uint64_t id, FileDescriptor socket, ConnectionPlace place = {});

  [[nodiscard]] std::size_t count() const noexcept { return count_; }
  [[nodiscard]] bool crowded() const noexcept { return turns_.crowded(); }  // More handshakes had better wait elsewhere.

  void drain();  // Closes idle ones; new ones have a moment for their request.
  void cancel();  // Closes idle ones, cancels what the others wait for.
  void drop();  // Destroys all. Not from inside one of them.

  class Join;
  [[nodiscard]] Join join() noexcept;  // Completes when there is none. One waiter at a time.

  // --- for connections

  [[nodiscard]] bool take_turn(ServedTls& tls) noexcept;  // False: it waits for its turn, when serve() is called.
  void established(Http1Connection& connection, const TlsTransport& tls);  // Waits for its first request from now on.
  void handshake_ended() noexcept { --handshakes_; }  // Otherwise.
  void await_next(Http1Connection& connection, MonotonicTime deadline) { for_next_.add(connection, deadline); }
  void serve_on(Http1Connection& connection, Http1Session& session);  // Its session waits for something.
  void switched(Http1Connection& connection) noexcept;  // Its successor goes on.
  void failed(std::exception_ptr error) noexcept { tasks_.failed(std::move(error)); }
  void left() noexcept;  // One has ended.
  void begin_next(Stranger&& stranger) noexcept;  // For HandshakeTurns.

 private:
  void begin_handshake(Stranger&& stranger);
  void drop_strangers() noexcept;
  template <class Visit>
  void for_each_switched(Visit visit);

  HttpWorker& worker_;
  TaskScope tasks_;
  HandshakeTurns turns_;
  IdleList for_handshake_;
  IdleList for_first_;
  IdleList for_next_;
  IntrusiveList<Http1Connection> at_work_;
  IntrusiveList<Http1Connection> switched_;
  std::size_t count_ = 0;
  std::size_t handshakes_ = 0;  // Of `count_`: not done so far.
  Join* joiner_ = nullptr;
};

class Http1Connections::Join final : public Wait {
 public:
  explicit Join(Http1Connections& connections) noexcept : connections_(connections) {}
  ~Join() override { withdraw(); }
  bool await_ready() const noexcept { return connections_.count_ == 0; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) noexcept {
    if (!suspend(caller)) return false;
    connections_.joiner_ = this;
    return true;
  }
  void await_resume() const {
    if (was_cancelled()) throw Cancelled();
  }

 private:
  friend class Http1Connections;
  void withdraw() noexcept override {
    if (connections_.joiner_ == this) connections_.joiner_ = nullptr;
  }
  Http1Connections& connections_;
};

inline Http1Connections::Join Http1Connections::join() noexcept { return Join(*this); }

}  // namespace saki::http
