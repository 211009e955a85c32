// SPDX-License-Identifier: Apache-2.0
//
// Opening a socket that listens.
#pragma once

#include "saki/base/file_descriptor.h"
#include "saki/base/result.h"
#include "saki/net/address.h"

namespace saki {

struct ListenOptions {
  int backlog = 1024;
  bool reuse_port = true;  // Several listeners share the address; the kernel spreads connections. Not for Unix sockets.
  bool ipv6_only = false;
};

// Opens and binds a listening socket: non-blocking, closed on exec. A Unix path with a socket that nobody listens on is replaced. Where the
// kernel has no IPv6, every address of both kinds (`[::]`) means every IPv4 address.
//
// Errors: System with the errno of socket, bind or listen (EADDRINUSE, EACCES, EADDRNOTAVAIL …).
[[nodiscard]] Result<FileDescriptor> open_listening_socket(const Address& address, const ListenOptions& options);

}  // namespace saki
