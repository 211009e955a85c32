// SPDX-License-Identifier: Apache-2.0
//
// ConnectionTaker: who gets the connections that an acceptor has found a place for.
#pragma once

#include "saki/base/file_descriptor.h"
#include "server/connections.h"
#include "server/listening_sockets.h"

namespace saki {

class ConnectionTaker {  // Affinity: the acceptor's loop.
 public:
  [[nodiscard]] virtual unsigned choose_worker() noexcept = 0;  // Whose the next connection will be.
  // Whether the next one had better wait in its listener's queue for a turn of the loop.
  [[nodiscard]] virtual bool crowded(const Preface&) const noexcept { return false; }
  virtual void take(unsigned worker, Preface preface, FileDescriptor socket, Connections::Place place) = 0;

 protected:
  ~ConnectionTaker() = default;
};

}  // namespace saki
