// SPDX-License-Identifier: Apache-2.0
//
// WorkerLife: everything that lives and dies on one worker's thread: application, connections, listeners.
//
//   begin -> (ready) -> accept -> drain -> tell_when_drained -> (drained) -> finish, which ends the loop
#pragma once

#include <exception>
#include <functional>
#include <memory>
#include <vector>

#include "http/http_worker.h"
#include "saki/log/log.h"
#include "saki/server/application.h"
#include "saki/server/server_options.h"
#include "server/acceptor.h"
#include "server/proxy_greeter.h"
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
  Connections& connections;
  const ListeningSockets& listening;
  const std::unique_ptr<http::AccessLog>& access_log;  // Null for none.
  unsigned worker_count;
};

class WorkerLife final : public Worker, private ConnectionTaker {  // Affinity: loop.
 public:
  // Throws what Application::make_worker throws.
  WorkerLife(Loop& loop, unsigned index, const WorkerSurroundings& surroundings);
  ~WorkerLife();

  void begin();
  void use(std::shared_ptr<const TlsContext> tls) noexcept { http_.tls = std::move(tls); }  // For connections to come.
  void accept(std::vector<FileDescriptor> sockets) { acceptor_.listen(std::move(sockets)); }
  void serve(Preface preface, FileDescriptor socket, Connections::Place place);
  void drain();              // Accepts no more; what is handed to it still is served.
  void tell_when_drained();  // Once nothing more is handed to it.
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
  static Task<> greet_and_serve(Self self, std::uint64_t id, Preface preface, FileDescriptor&& socket, Connections::Place&& place);
  void serve_http(std::uint64_t id, Preface preface, FileDescriptor socket, Connections::Place place);
  static Task<> await_drained(Self self);
  static Task<> end_loop(Self self);
  static void on_task_failed(void* self, const char* scope_name, std::exception_ptr error) noexcept;

  [[nodiscard]] unsigned choose_worker() noexcept override { return index_; }
  [[nodiscard]] bool crowded(const Preface& preface) const noexcept override { return preface.tls && http_.connections.crowded(); }
  void take(unsigned, Preface preface, FileDescriptor socket, Connections::Place place) override {
    serve(preface, std::move(socket), std::move(place));
  }

  Loop& loop_;
  const unsigned index_;
  const WorkerSurroundings surroundings_;
  LogStream& log_;
  TaskScope background_;
  std::unique_ptr<WorkerApplication> application_;
  http::HttpWorker http_;
  WorkerRest rest_;
  ProxyGreeter greeter_;
  TaskScope greeting_;  // Of connections that come through a proxy.
  Acceptor acceptor_;
  TaskScope control_;
  TaskScope draining_;  // Ends with the time to drain, before the application that it waits for.
};

}  // namespace saki
