// SPDX-License-Identifier: Apache-2.0
//
// WorkerThread: a worker as its server sees it: a thread, a loop to post to, and the life that runs there.
#pragma once

#include <memory>
#include <thread>
#include <vector>

#include "server/worker_life.h"

namespace saki {

class WorkerThread {  // Affinity: the server's thread.
 public:
  // Errors: System when there is no descriptor or memory for a loop.
  [[nodiscard]] static Result<std::unique_ptr<WorkerThread>> open(unsigned index, const WorkerSurroundings& surroundings);
  ~WorkerThread();  // Has ended.

  // Starts the thread. The observer is told when it is ready, or why it is not; in the latter case the thread ends by itself.
  void start();

  void use(std::shared_ptr<const TlsContext> tls);
  void accept(std::vector<FileDescriptor> sockets);
  void serve(Preface preface, FileDescriptor socket, Connections::Place place);
  void drain();
  void tell_when_drained();
  void finish();
  void join();

 private:
  WorkerThread(unsigned index, std::unique_ptr<Loop> loop, const WorkerSurroundings& surroundings) noexcept;
  void run() noexcept;

  template <class Function>
  void tell(const char* name, Function function);

  const unsigned index_;
  std::unique_ptr<Loop> loop_;
  const WorkerSurroundings surroundings_;
  std::unique_ptr<WorkerLife> life_;  // Only touched on the thread.
  std::thread thread_;
};

}  // namespace saki
