// SPDX-License-Identifier: Apache-2.0
//
// Acceptor: takes connections from listening sockets, finds each a place, and refuses those that there is none for. Each worker has one
// of its own, or they share one on the server's thread.
#pragma once

#include <exception>
#include <expected>
#include <memory>
#include <vector>

#include "saki/log/log.h"
#include "saki/log/log_pace.h"
#include "saki/net/listener.h"
#include "saki/server/server_options.h"
#include "saki/task/task_scope.h"
#include "server/connection_taker.h"
#include "server/refused_connections.h"

namespace saki {

class Acceptor {  // Affinity: loop. All that it is given outlives it.
 public:
  // `listening` knows what connections begin with.
  Acceptor(Loop& loop, const ServerOptions& options, const ListeningSockets& listening, Connections& connections, LogStream& log,
           ConnectionTaker& taker);
  ~Acceptor();

  void reserve() noexcept { refused_.reserve(); }  // The descriptors for refusals. Before it listens.
  void listen(std::vector<FileDescriptor> sockets);

  // Takes what the kernel has completed, whatever the limits, and listens no more: those would be reset with their listener, with the
  // request that may already have arrived.
  void drain();
  [[nodiscard]] TaskScope::Join ended() noexcept { return tasks_.join(); }  // After drain(): it has no connection in its hands.
  void close() noexcept;

 private:
  using Self = std::reference_wrapper<Acceptor>;
  struct Door;

  static Task<> accept_from(Self self, Door* door);
  [[nodiscard]] Task<> recover(Door& door, Error error);
  [[nodiscard]] Task<> until_there_is_room(Door& door);
  [[nodiscard]] bool settle(const Door& door, Accepted& accepted);
  [[nodiscard]] std::expected<Connections::Place, Connections::Denial> find_place(unsigned worker, const Address& peer);
  [[nodiscard]] bool may_wait(Connections::Denial denial) const noexcept;
  void refuse_what_waits(Door& door);
  void take_what_waits(Door& door);
  void tell(LogValue reason);
  static void on_task_failed(void* self, const char* scope_name, std::exception_ptr error) noexcept;

  Loop& loop_;
  const ServerOptions& options_;
  const ListeningSockets& listening_;
  Connections& connections_;
  LogStream& log_;
  ConnectionTaker& taker_;
  RefusedConnections refused_;
  LogPace warnings_;
  bool ending_ = false;
  std::vector<std::unique_ptr<Door>> doors_;
  TaskScope tasks_;
};

}  // namespace saki
