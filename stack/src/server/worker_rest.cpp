// SPDX-License-Identifier: Apache-2.0
#include "server/worker_rest.h"

#include <utility>

#include "base/allocator.h"
#include "saki/task/frame_pool.h"

namespace saki {
namespace {

constexpr std::size_t kKeptCount = 4;  // So that single requests find what they need.

}  // namespace

void WorkerRest::expire() {
  const Traces before = std::exchange(last_, look());
  const bool is_idle = last_ == before;
  const bool is_quiet = last_.requests - before.requests <= kQuietRequests;
  quiet_periods_ = is_quiet ? quiet_periods_ + 1 : 0;
  if (!is_idle) has_worked_ = true;
  if (has_worked_ && (is_idle || quiet_periods_ >= kQuietPeriods)) rest();
  if (has_worked_ || last_.held > 0) start_after(kPeriod);
}

void WorkerRest::rest() noexcept {
  has_worked_ = false;
  quiet_periods_ = 0;
  give_up_spare();
}

WorkerRest::Traces WorkerRest::look() const noexcept {
  return {http_.counters.requests, http_.counters.connections, connections_.held_by(worker_), http_.buffers.in_use()};
}

void WorkerRest::give_up_spare() noexcept {
  application_.rest();
  http_.sessions.give_up_spare(kKeptCount);
  http_.buffers.give_up_spare(kKeptCount);
  FramePool::give_up_spare();
  trim_allocator();
  last_ = look();  // What it gives back itself is no work.
}

}  // namespace saki
