// SPDX-License-Identifier: Apache-2.0
//
// WorkerLife: everything that lives and dies on one worker's thread: application, connections, listeners.
//
//   begin -> (ready) -> accept -> drain -> (drained) -> finish, which ends the loop
#pragma once

#include <exception>
#include <memory>
#include <vector>

#include "http/http_worker.h"
#include "saki/log/log.h"
#include "saki/net/listener.h"
#include "saki/server/application.h"
#include "saki/server/server_options.h"
#include "server/connection_gate.h"
#include "server/descriptor_reserve.h"
#include "server/log_pace.h"
#include "server/worker_rest.h"

namespace saki {

// Told by workers. Affinity: any.
class WorkerObserver {
 public:
  virtual ~WorkerObserver() = default;
  virtual void on_worker_ready(unsigned index, Result<> outcome) = 0;
  virtual void on_worker_drained(unsigned index) = 0;
};

// What all workers of a server share. Frozen, or safe from any thread.
struct WorkerSurroundings {
  Application& application;
  WorkerObserver& observer;
  Log& log;
  BlockingPool& blocking;
  const ServerOptions& options;
  unsigned worker_count;
};

class WorkerLife final : public Worker {  // Affinity: loop.
 public:
  // Throws what Application::make_worker throws.
  WorkerLife(Loop& loop, unsigned index, const WorkerSurroundings& surroundings);
  ~WorkerLife();

  void begin();
  void accept(std::vector<FileDescriptor> sockets);
  void drain();
  void finish();  // Cancels what is left.

  [[nodiscard]] Loop& loop() noexcept override { return loop_; }
  [[nodiscard]] unsigned index() const noexcept override { return index_; }
  [[nodiscard]] BufferPool& buffers() noexcept override { return http_.buffers; }
  [[nodiscard]] http::DateCache& date() noexcept override { return http_.date; }
  [[nodiscard]] const http::HttpCounters& counters() const noexcept override { return http_.counters; }
  [[nodiscard]] BlockingPool& blocking() noexcept override { return surroundings_.blocking; }
  [[nodiscard]] TaskScope& background() noexcept override { return background_; }

 private:
  using Self = std::reference_wrapper<WorkerLife>;
  static Task<> start_application(Self self);
  static Task<> accept_from(Self self, Listener* listener);
  static Task<> serve(Self self, FileDescriptor&& socket, ConnectionGate::Place&& place);
  static Task<> await_drained(Self self);
  static Task<> end_loop(Self self);
  void serve_what_waits(Listener& listener);
  static void on_task_failed(void* self, const char* scope_name, std::exception_ptr error) noexcept;

  [[nodiscard]] Task<> recover(Listener& listener, Error error);

  Loop& loop_;
  const unsigned index_;
  const WorkerSurroundings surroundings_;
  LogStream& log_;
  TaskScope background_;
  std::unique_ptr<WorkerApplication> application_;
  http::HttpWorker http_;
  ConnectionGate gate_;
  WorkerRest rest_;
  DescriptorReserve reserve_;
  LogPace accept_warnings_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  TaskScope connections_;
  TaskScope accepting_;
  TaskScope control_;
};

}  // namespace saki
