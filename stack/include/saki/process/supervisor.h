// SPDX-License-Identifier: Apache-2.0
//
// A supervisor: a process that starts this program once more as the service, and keeps it alive. It holds the listening sockets, reads no
// configuration, and has no threads.
//
//   SIGTERM, SIGINT   the service drains; a second SIGINT ends it at once
//   SIGHUP            another service process reads the configuration anew and takes over; when it cannot start, the old one goes on. One
//                     that says what it reads, and finds that what serves has read the same, leaves: what serves gets SIGHUP itself
//   SIGUSR2           the same with the program that lies at the path now
//   SIGUSR1           logs are reopened
//
// A service process that ends otherwise, or whose loops stand still, is started again on the same sockets.
#pragma once

#include <string>

namespace saki {

struct SupervisorOptions {
  char* const* arguments;  // Of main, a null pointer behind the last.
  std::string pid_file{};  // Holds the supervisor's number while a service serves; empty: none.
};

// Runs until the service has ended for good, on a process that has no threads. In the service, which comes to the same place in main,
// Supervised::adopt() is not null.
//
// Returns the exit status: the service's own when it ended in order or could not start, 1 when it ended too often, 130 after a second
// SIGINT.
[[nodiscard]] int supervise(const SupervisorOptions& options);

}  // namespace saki
