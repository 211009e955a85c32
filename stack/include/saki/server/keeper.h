// SPDX-License-Identifier: Apache-2.0
//
// Keeper: whoever keeps the listening sockets beyond the life of a server, so that no connection is refused between two of them.
#pragma once

#include <span>
#include <vector>

#include "saki/base/file_descriptor.h"
#include "saki/net/address.h"

namespace saki {

class Keeper {  // Affinity: the server's thread.
 public:
  virtual ~Keeper() = default;

  // The sockets that an earlier server left for an address of the configuration; none when it is new. An address configured twice, as
  // one with port 0 may be, has its own sockets each time.
  [[nodiscard]] virtual std::vector<FileDescriptor> take(const Address& configured) = 0;

  // What the server listens on for that address, kept or new. To keep a socket is to duplicate it.
  virtual void keep(const Address& configured, std::span<const FileDescriptor> sockets) = 0;

  // A file in memory that the service's processes share one after another: what clients resume sessions with. None where there is no such.
  [[nodiscard]] virtual FileDescriptor tickets() { return {}; }

  // All workers accept.
  virtual void on_serving() = 0;
};

}  // namespace saki
