// SPDX-License-Identifier: Apache-2.0
//
// Listener: a listening socket of one loop.
#pragma once

#include <optional>

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/loop/descriptor_watcher.h"
#include "saki/net/address.h"
#include "saki/task/wait.h"

namespace saki {

struct ListenOptions {
  int backlog = 1024;
  bool reuse_port = true;      // Several listeners share the address; the kernel spreads connections. Not for Unix sockets.
  bool ipv6_only = false;
};

// Opens and binds a listening socket, closed on exec. A Unix path with a socket that nobody listens on is replaced.
//
// Errors: System with the errno of socket, bind or listen (EADDRINUSE, EACCES, EADDRNOTAVAIL …).
[[nodiscard]] Result<FileDescriptor> open_listening_socket(const Address& address, const ListenOptions& options);

struct Accepted {
  FileDescriptor socket;  // Non-blocking, close-on-exec, TCP_NODELAY.
  Address peer;
};

class Listener final : private DescriptorWatcher {  // Affinity: loop.
 public:
  Listener(Loop& loop, FileDescriptor socket) noexcept;
  ~Listener() override;

  class Accept;
  // co_await listener.accept() gives Result<Accepted>.
  //
  // Errors: System: EMFILE, ENFILE, ENOBUFS, ENOMEM are told once and leave the listener as it was (wait before trying again);
  // ECONNABORTED and the like are skipped. Closed after close(); Cancelled.
  [[nodiscard]] Accept accept() noexcept;

  void close() noexcept;  // A waiting accept ends with Closed.
  [[nodiscard]] Address local_address() const noexcept;  // With the port that the kernel chose.
};

}  // namespace saki
