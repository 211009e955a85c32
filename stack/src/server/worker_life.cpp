// SPDX-License-Identifier: Apache-2.0
#include "server/worker_life.h"

namespace saki {

WorkerLife::WorkerLife(Loop& loop, unsigned index, const WorkerSurroundings& surroundings)
    : loop_(loop),
      index_(index),
      surroundings_(surroundings),
      log_(surroundings.log.stream("server")),
      background_(loop, "background"),
      application_(surroundings.application.make_worker(*this)),
      http_(loop, surroundings.blocking, application_->handler(), surroundings.options.limits, surroundings.options.timeouts, index + 1,
            surroundings.worker_count),
      rest_(http_, *application_, surroundings.connections, index),
      greeter_(http_, log_),
      greeting_(loop, "greeting"),
      acceptor_(loop, surroundings.options, surroundings.listening, surroundings.connections, log_, *this),
      control_(loop, "worker"),
      draining_(loop, "draining") {
  http_.proxies = surroundings.options.proxy.trusted;
  http_.access_log = surroundings.access_log.get();
  http_.names_clients = surroundings.options.names_clients;
  for (TaskScope* scope : {&background_, &greeting_, &control_, &draining_}) scope->on_error(&on_task_failed, this);
  http_.connections.on_error(&on_task_failed, this);
}

WorkerLife::~WorkerLife() {
  draining_.drop();
  control_.drop();
  greeting_.drop();
  http_.connections.drop();
  background_.drop();
}

void WorkerLife::begin() { control_.spawn(start_application, std::ref(*this)); }

Task<> WorkerLife::start_application(Self self) {
  WorkerLife& life = self;
  Result<> outcome = fail(Error::Cancelled);
  try {
    outcome = co_await life.application_->start();
  } catch (const std::exception& error) {
    life.log_.error("the application did not start", {{"worker", life.index_}, {"reason", error.what()}});
  }
  if (life.surroundings_.options.accept.mode == AcceptMode::PerWorker) life.acceptor_.reserve();
  life.surroundings_.observer.on_worker_ready(life.index_, outcome);
}

void WorkerLife::serve(Preface preface, FileDescriptor socket, Connections::Place place) {
  rest_.wake();
  const std::uint64_t id = http_.next_connection_id();
  if (!preface.proxy_header) return serve_http(id, preface, std::move(socket), std::move(place));
  greeting_.spawn(greet_and_serve, std::ref(*this), id, preface, std::move(socket), std::move(place));
}

void WorkerLife::serve_http(std::uint64_t id, Preface preface, FileDescriptor socket, Connections::Place place) {
  if (preface.tls) return http_.connections.serve_tls(id, std::move(socket), std::move(place));
  http_.connections.serve(id, std::move(socket), std::move(place));
}

Task<> WorkerLife::greet_and_serve(Self self, std::uint64_t id, Preface preface, FileDescriptor&& socket, Connections::Place&& place) {
  WorkerLife& life = self;
  const bool sound = co_await life.greeter_.greet(socket, id);
  if (sound) life.serve_http(id, preface, std::move(socket), std::move(place));
}

void WorkerLife::drain() {
  http_.drain();
  acceptor_.drain();
}

void WorkerLife::tell_when_drained() { draining_.spawn(await_drained, std::ref(*this)); }

Task<> WorkerLife::await_drained(Self self) {
  WorkerLife& life = self;
  co_await life.acceptor_.ended();
  co_await life.greeting_.join();
  co_await life.http_.connections.join();
  try {
    co_await life.application_->drain();
  } catch (const std::exception& error) {
    life.log_.error("the application did not drain in order", {{"worker", life.index_}, {"reason", error.what()}});
  }
  life.surroundings_.observer.on_worker_drained(life.index_);
}

void WorkerLife::finish() {
  draining_.drop();
  acceptor_.close();
  greeting_.cancel();
  http_.connections.cancel();
  control_.spawn(end_loop, std::ref(*this));
}

Task<> WorkerLife::end_loop(Self self) {
  WorkerLife& life = self;
  try {
    co_await life.application_->stop();
  } catch (const std::exception& error) {
    life.log_.error("the application did not stop in order", {{"worker", life.index_}, {"reason", error.what()}});
  }
  life.background_.cancel();
  life.loop_.stop();
}

void WorkerLife::on_task_failed(void* self, const char* scope_name, std::exception_ptr error) noexcept {
  WorkerLife& life = *static_cast<WorkerLife*>(self);
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& reason) {
    life.log_.error("a task failed", {{"worker", life.index_}, {"scope", scope_name}, {"reason", reason.what()}});
  } catch (...) {
    life.log_.error("a task failed", {{"worker", life.index_}, {"scope", scope_name}});
  }
}

}  // namespace saki
