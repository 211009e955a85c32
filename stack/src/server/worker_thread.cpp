// SPDX-License-Identifier: Apache-2.0
#include "server/worker_thread.h"

#include <pthread.h>

#include <string>

#include "saki/log/log_thread.h"

namespace saki {

Result<std::unique_ptr<WorkerThread>> WorkerThread::open(unsigned index, const WorkerSurroundings& surroundings) {
  auto loop = Loop::open({.name = "worker"});
  if (!loop) return fail(loop.error());
  return std::unique_ptr<WorkerThread>(new WorkerThread(index, std::move(*loop), surroundings));
}

WorkerThread::WorkerThread(unsigned index, std::unique_ptr<Loop> loop, const WorkerSurroundings& surroundings) noexcept
    : index_(index), loop_(std::move(loop)), surroundings_(surroundings) {}

WorkerThread::~WorkerThread() { join(); }

void WorkerThread::start() {
  thread_ = std::thread([this] { run(); });
}

void WorkerThread::run() noexcept {
  const std::string name = "worker " + std::to_string(index_);
  pthread_setname_np(pthread_self(), name.c_str());
  const LogThread log_thread(surroundings_.log, name);
  const LoopBinding binding(*loop_);
  try {
    life_ = std::make_unique<WorkerLife>(*loop_, index_, surroundings_);
  } catch (const std::exception& error) {
    surroundings_.log.stream("server").error("the application did not start", {{"worker", index_}, {"reason", error.what()}});
    return surroundings_.observer.on_worker_ready(index_, fail(Error::Invalid));
  }
  life_->begin();
  loop_->run();
  life_.reset();
}

template <class Function>
void WorkerThread::tell(const char* name, Function function) {
  loop_->post(name, [this, function = std::move(function)]() mutable {
    if (life_ != nullptr) function(*life_);
  });
}

void WorkerThread::use(std::shared_ptr<const TlsContext> tls) {
  tell("tls", [tls = std::move(tls)](WorkerLife& life) mutable { life.use(std::move(tls)); });
}
void WorkerThread::accept(std::vector<FileDescriptor> sockets) {
  tell("accept", [sockets = std::move(sockets)](WorkerLife& life) mutable { life.accept(std::move(sockets)); });
}
void WorkerThread::serve(Preface preface, FileDescriptor socket, Connections::Place place) {
  tell("serve", [preface, socket = std::move(socket), place = std::move(place)](WorkerLife& life) mutable {
    life.serve(preface, std::move(socket), std::move(place));
  });
}
void WorkerThread::drain() {
  tell("drain", [](WorkerLife& life) { life.drain(); });
}
void WorkerThread::tell_when_drained() {
  tell("drained", [](WorkerLife& life) { life.tell_when_drained(); });
}
void WorkerThread::finish() {
  tell("finish", [](WorkerLife& life) { life.finish(); });
}

void WorkerThread::join() {
  if (thread_.joinable()) thread_.join();
}

}  // namespace saki
