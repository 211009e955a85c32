// SPDX-License-Identifier: Apache-2.0
//
// Server: workers that accept connections and answer requests, from start to orderly end.
#pragma once

#include <memory>
#include <vector>

#include "saki/base/diagnostics.h"
#include "saki/log/log.h"
#include "saki/server/application.h"
#include "saki/server/connection_counts.h"
#include "saki/server/server_options.h"

namespace saki {

class Server {  // Affinity: one thread, save stop().
 public:
  // Opens every listening socket; connections wait there until run(). Blocks the signals it will handle in the calling thread: call it
  // before other threads start, so that they inherit that. `application` and `log` outlive the server.
  //
  // Returns null where something is wrong, all of it in `diagnostics`.
  [[nodiscard]] static std::unique_ptr<Server> open(ServerOptions options, Application& application, Log& log, Diagnostics& diagnostics);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // Serves until a signal or stop(). Then no more connections are accepted, idle ones close, exchanges under way end within
  // drain_timeout, what is left after it is cancelled.
  //
  // Returns the process's exit status: 0 after an orderly end, 1 when a worker could not start, 130 after a second SIGINT.
  [[nodiscard]] int run();

  void stop() noexcept;  // As SIGTERM. Affinity: any.

  [[nodiscard]] std::vector<Address> listening() const;            // With the ports that the kernel chose.
  [[nodiscard]] ConnectionCounts connections() const noexcept;     // Affinity: any.

 private:
  class Control;
  Server(std::unique_ptr<Loop> loop, std::unique_ptr<Control> control) noexcept;

  std::unique_ptr<Loop> loop_;
  std::unique_ptr<Control> control_;
};

}  // namespace saki
