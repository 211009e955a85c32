// SPDX-License-Identifier: Apache-2.0
//
// launch: a service process, from a process without threads.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <vector>

#include "process/kept_socket.h"
#include "process/program.h"

namespace saki {

struct Launch {
  const Program& program;
  char* const* arguments;  // Of main, a null pointer behind the last.
  sigset_t mask;           // The signals that the service begins with blocked.
  int channel;             // The service's end.
  int heartbeats;
  const std::vector<KeptSocket>& sockets;
};

// Of what is open with close-on-exec the service gets the descriptors named above, nothing else. It has a process group of its own: a
// terminal's SIGINT is for the supervisor, which passes it on.
//
// Errors: System from fork(2). A program that cannot be executed says so on standard error and exits with 1.
[[nodiscard]] Result<pid_t> launch(const Launch& launch);

}  // namespace saki
