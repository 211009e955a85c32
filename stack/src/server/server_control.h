// SPDX-License-Identifier: Apache-2.0
//
// Server::Control: the server's own thread of control. It starts the workers, hears signals, and sees the workers through to their end.
//
//   Starting -> Serving -> Draining -> Finishing      every step but the first may be skipped
#pragma once

#include <memory>
#include <vector>

#include "saki/loop/loop.h"
#include "saki/loop/signal_watcher.h"
#include "saki/loop/timer.h"
#include "saki/server/server.h"
#include "server/listening_sockets.h"
#include "server/worker_thread.h"

namespace saki {

class Server::Control final : private WorkerObserver, private SignalWatcher, private Timer {  // Affinity: the server's thread, save stop().
 public:
  Control(Loop& loop, ServerOptions options, Application& application, Log& log);
  ~Control() override;

  // False where something is wrong, told in `diagnostics`.
  [[nodiscard]] bool prepare(Diagnostics& diagnostics);

  [[nodiscard]] int run();
  void stop() noexcept;
  [[nodiscard]] const std::vector<Address>& listening() const noexcept { return sockets_.addresses; }

 private:
  enum class Phase : std::uint8_t { Starting, Serving, Draining, Finishing };

  void on_worker_ready(unsigned index, Result<> outcome) override;
  void on_worker_drained(unsigned index) override;
  void on_signal(int signal) override;
  void expire() override;  // The time to drain is over.

  void worker_ready(Result<> outcome);
  void serve();
  void drain();
  void finish(int status);

  Loop& loop_;
  const ServerOptions options_;
  LogStream& log_;
  BlockingPool blocking_;
  const WorkerSurroundings surroundings_;
  ListeningSockets sockets_;
  std::vector<std::unique_ptr<WorkerThread>> workers_;
  Phase phase_ = Phase::Starting;
  unsigned pending_workers_ = 0;  // Not yet ready, or not yet drained.
  int status_ = 0;
};

}  // namespace saki
