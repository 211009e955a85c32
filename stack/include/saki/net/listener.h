// SPDX-License-Identifier: Apache-2.0
//
// Listener: a listening socket of one loop.
#pragma once

#include <optional>

#include "saki/loop/descriptor_watcher.h"
#include "saki/net/listening_socket.h"
#include "saki/task/wait.h"

namespace saki {

struct Accepted {
  FileDescriptor socket;  // Non-blocking, close-on-exec; the options of the socket that listens.
  Address peer;
};

class Listener final : private DescriptorWatcher {  // Affinity: loop.
 public:
  Listener(Loop& loop, FileDescriptor socket) noexcept;
  ~Listener() override;  // Nobody waits any more.

  class Accept;
  // co_await listener.accept() gives Result<Accepted>. One waiter at a time.
  //
  // Errors: System: EMFILE, ENFILE, ENOBUFS, ENOMEM are told once and leave the listener as it was (wait before trying again);
  // ECONNABORTED and the like are skipped. Closed after close(); Cancelled.
  [[nodiscard]] Accept accept() noexcept;

  // A connection that is here already; nothing where there is none. Errors: System as above.
  [[nodiscard]] std::optional<Result<Accepted>> accept_now() noexcept;

  void close() noexcept;  // A waiting accept ends with Closed.
  [[nodiscard]] bool is_open() const noexcept { return static_cast<bool>(socket_); }
  [[nodiscard]] int descriptor() const noexcept { return socket_.get(); }
  [[nodiscard]] Address local_address() const noexcept;  // With the port that the kernel chose.

 private:
  void on_ready(Readiness readiness) override;
  void on_refused(Error error) override;
  void end_wait(Result<Accepted> outcome) noexcept;

  FileDescriptor socket_;
  Accept* waiting_ = nullptr;
  std::uint8_t at_once_ = 0;  // Connections accepted without waiting, in a row.
};

class Listener::Accept final : public Wait {  // Affinity: loop.
 public:
  explicit Accept(Listener& listener) noexcept : listener_(listener) {}
  ~Accept() override { withdraw(); }
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> caller) {
    return suspend(caller) && begin();
  }
  [[nodiscard]] Result<Accepted> await_resume() noexcept;

 private:
  friend class Listener;
  [[nodiscard]] bool begin();  // False when it has ended already.
  void withdraw() noexcept override;

  Listener& listener_;
  Result<Accepted> outcome_ = fail(Error::Closed);
};

inline Listener::Accept Listener::accept() noexcept { return Accept(*this); }

}  // namespace saki
