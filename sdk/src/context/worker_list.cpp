// SPDX-License-Identifier: Apache-2.0
#include "context/worker_list.h"

#include "context/worker_context.h"
#include "saki/log/log_stream.h"
#include "saki/loop/loop.h"

namespace saki {
namespace {

void call_on(WorkerContext& worker, const std::function<void(Surroundings&)>& call) noexcept {
  try {
    call(worker.surroundings);
  } catch (const std::exception& error) {
    worker.service.log->error("what was said to all workers failed", {{"reason", error.what()}});
  }
}

}  // namespace

void WorkerList::add(WorkerContext& worker) {
  const std::lock_guard lock(mutex_);
  workers_.push_back(&worker);
}

void WorkerList::remove(WorkerContext& worker) noexcept {
  const std::lock_guard lock(mutex_);
  std::erase(workers_, &worker);
}

// A worker leaves the list on its own thread, after the last turn of its loop: what was posted is run while it lives, or not at all.
void WorkerList::post(const std::function<void(Surroundings&)>& call) {
  const std::lock_guard lock(mutex_);
  for (WorkerContext* const worker : workers_) worker->loop.post("broadcast", [worker, call] { call_on(*worker, call); });
}

}  // namespace saki
