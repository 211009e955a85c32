// SPDX-License-Identifier: Apache-2.0
//
// Server::Control: the server's own thread of control. It starts the workers, hears signals, and sees the workers through to their end.
//
//   Starting -> Serving -> Draining -> Finishing      every step but the first may be skipped
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "saki/loop/loop.h"
#include "saki/loop/signal_watcher.h"
#include "saki/loop/timer.h"
#include "saki/server/server.h"
#include "server/listening_sockets.h"
#include "server/tls_renewal.h"
#include "server/worker_thread.h"

namespace saki {

class Server::Control final : private WorkerObserver,
                              private ConnectionTaker,
                              private TlsTaker,
                              private SignalWatcher,
                              private Timer {  // Affinity: the server's thread, save stop().
 public:
  Control(Loop& loop, ServerOptions options, Application& application, Log& log);
  ~Control() override;

  // False where something is wrong, told in `diagnostics`.
  [[nodiscard]] bool prepare(Diagnostics& diagnostics);

  [[nodiscard]] int run();
  void stop() noexcept;
  [[nodiscard]] const std::vector<Address>& listening() const noexcept { return sockets_.addresses; }
  [[nodiscard]] ConnectionCounts connections() const noexcept { return connections_.counts(); }

 private:
  enum class Phase : std::uint8_t { Starting, Serving, Draining, Finishing };

  void on_worker_ready(unsigned index, Result<> outcome) override;
  void on_worker_drained(unsigned index) override;
  void on_signal(int signal) override;
  void expire() override;  // The time to drain is over.
  [[nodiscard]] unsigned choose_worker() noexcept override { return connections_.least_busy(); }
  void take(unsigned worker, Preface preface, FileDescriptor socket, Connections::Place place) override;

  void use(const std::shared_ptr<const TlsContext>& context) override;

  void watch_signals(Diagnostics& diagnostics);
  void open_access_log(Diagnostics& diagnostics);
  void worker_ready(Result<> outcome);
  void serve();
  void share_acceptor();
  void accept();
  void drain();
  static Task<> drain_workers(std::reference_wrapper<Control> self);
  void finish(int status);

  Loop& loop_;
  const ServerOptions options_;
  LogStream& log_;
  BlockingPool blocking_;
  Connections connections_;
  std::unique_ptr<http::AccessLog> access_log_;
  const WorkerSurroundings surroundings_;
  ListeningSockets sockets_;
  TlsRenewal tls_;
  std::vector<std::unique_ptr<WorkerThread>> workers_;
  std::optional<Acceptor> acceptor_;  // Of all workers, where they share one.
  TaskScope tasks_;
  Phase phase_ = Phase::Starting;
  unsigned pending_workers_ = 0;  // Not yet ready, or not yet drained.
  int status_ = 0;
};

}  // namespace saki
