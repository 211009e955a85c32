// SPDX-License-Identifier: Apache-2.0
#include "server/worker_life.h"

#include <algorithm>

#include "http/serve_http1.h"
#include "saki/task/sleep.h"

namespace saki {
namespace {

constexpr auto kRecoveryPause = std::chrono::milliseconds(100);

std::size_t connections_per_worker(const WorkerSurroundings& surroundings) {
  return static_cast<std::size_t>(std::max<std::uint64_t>(1, surroundings.options.limits.connections / surroundings.worker_count));
}

}  // namespace

WorkerLife::WorkerLife(Loop& loop, unsigned index, const WorkerSurroundings& surroundings)
    : loop_(loop),
      index_(index),
      surroundings_(surroundings),
      log_(surroundings.log.stream("server")),
      background_(loop, "background"),
      application_(surroundings.application.make_worker(*this)),
      http_(loop, surroundings.blocking, application_->handler(), surroundings.options.limits, surroundings.options.timeouts, index + 1,
            surroundings.worker_count),
      gate_(loop, connections_per_worker(surroundings)),
      rest_(http_, *application_, gate_),
      connections_(loop, "connections"),
      accepting_(loop, "accepting"),
      control_(loop, "worker") {
  for (TaskScope* scope : {&background_, &connections_, &accepting_, &control_}) scope->on_error(&on_task_failed, this);
}

WorkerLife::~WorkerLife() {
  control_.drop();
  accepting_.drop();
  connections_.drop();
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
  life.surroundings_.observer.on_worker_ready(life.index_, outcome);
}

void WorkerLife::accept(std::vector<FileDescriptor> sockets) {
  for (FileDescriptor& socket : sockets) {
    listeners_.push_back(std::make_unique<Listener>(loop_, std::move(socket)));
    accepting_.spawn(accept_from, std::ref(*this), listeners_.back().get());
  }
}

Task<> WorkerLife::accept_from(Self self, Listener* listener) {
  WorkerLife& life = self;
  for (;;) {
    co_await life.gate_.admission();
    Result<Accepted> accepted = co_await listener->accept();
    if (accepted) {
      life.connections_.spawn(serve, self, std::move(accepted->socket), ConnectionGate::Place(life.gate_));
    } else if (accepted.error() == Error::System) {
      co_await life.recover(*listener, accepted.error());
    } else {
      co_return;  // Closed: the worker drains.
    }
  }
}

// Out of descriptors or memory: the connection at the front is turned away, then the worker takes a breath.
Task<> WorkerLife::recover(Listener& listener, Error error) {
  http_.counters.count_refusal(http::Refusal::TooManyConnections);
  if (const auto untold = accept_warnings_.admit(loop_.now())) {
    log_.warn("cannot accept connections", {{"worker", index_}, {"reason", error}, {"untold", *untold}});
  }
  while (reserve_.turn_away(listener.descriptor())) http_.counters.count_refusal(http::Refusal::TooManyConnections);
  co_await sleep(kRecoveryPause);
}

// The place is the scope's to keep until the task has ended.
Task<> WorkerLife::serve(Self self, FileDescriptor&& socket, ConnectionGate::Place&&) {
  self.get().rest_.wake();
  return http::serve_http1(std::move(socket), self.get().http_);
}

void WorkerLife::drain() {
  http_.drain();
  for (const auto& listener : listeners_) {
    serve_what_waits(*listener);
    listener->close();
  }
  control_.spawn(await_drained, std::ref(*this));
}

// Connections that the kernel has completed would be reset with their listener, with the request that may already have arrived. They
// are no more than the backlog, whatever the limit of connections.
void WorkerLife::serve_what_waits(Listener& listener) {
  for (int count = 0; count < surroundings_.options.backlog; ++count) {
    std::optional<Result<Accepted>> accepted = listener.accept_now();
    if (!accepted || !*accepted) return;
    connections_.spawn(serve, std::ref(*this), std::move((*accepted)->socket), ConnectionGate::Place(gate_));
  }
}

Task<> WorkerLife::await_drained(Self self) {
  WorkerLife& life = self;
  co_await life.accepting_.join();  // One may have a connection in its hands.
  co_await life.connections_.join();
  life.surroundings_.observer.on_worker_drained(life.index_);
}

void WorkerLife::finish() {
  for (const auto& listener : listeners_) listener->close();
  connections_.cancel();
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
