// SPDX-License-Identifier: Apache-2.0
//
// The listening sockets of all workers, opened before the first of them runs.
#pragma once

#include <string>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/base/file_descriptor.h"
#include "saki/server/server_options.h"
#include "server/preface.h"

namespace saki {

struct ListeningSockets {
  std::vector<std::vector<FileDescriptor>> of_worker;  // For each worker one socket for each address.
  std::vector<Address> addresses;                      // With the ports that the kernel chose.
  std::vector<std::string> remarks;                    // What was asked for and is not so.
  std::vector<Preface> prefaces;                       // Of each of them.

  [[nodiscard]] Preface preface_of(const Address& address) const noexcept;
};

// TCP addresses get a socket for each worker, among which the kernel spreads connections, or one where an acceptor is shared; the workers
// share that of a Unix path. What cannot be opened goes to `diagnostics`, with the way out.
[[nodiscard]] ListeningSockets open_listening_sockets(const ServerOptions& options, unsigned workers, Diagnostics& diagnostics);

// "http://127.0.0.1:8080", "https://127.0.0.1:8443", "unix:/run/notes.sock", "tls://unix:/run/notes.sock".
[[nodiscard]] std::string url_of(const Address& address, const Preface& preface);

}  // namespace saki
