// SPDX-License-Identifier: Apache-2.0
#include "core.h"

#include <algorithm>
#include <utility>

#include "saki/base/check.h"

namespace saki {
namespace {

// Which pool is this thread's, of each server that it asks.
struct PoolHere {
  const MysqlCore* core;
  MysqlPool* pool;
};
thread_local std::vector<PoolHere> pools_here;

}  // namespace

MysqlCore::~MysqlCore() { SAKI_CHECK(pools_.empty(), "every worker has stopped before its database ends"); }

Diagnostics MysqlCore::open(const MysqlOptions& options, LogStream* log) {
  options_ = options;
  options_.min_connections = std::min(options_.min_connections, options_.max_connections);
  log_ = log;
  meter_.watch(log, dialect(), options_.slow_query);
  open_ = false;
  if (std::exchange(told_unreachable_, false)) return {};
  Diagnostics diagnostics = ask_server(options_, scripts_);
  open_ = diagnostics.empty();
  return diagnostics;
}

void MysqlCore::start_worker(Loop& loop) {
  auto pool = std::make_unique<MysqlPool>(loop, options_, counts_, meter_, log_);
  pools_here.push_back({this, pool.get()});
  const std::lock_guard lock(mutex_);
  pools_.push_back(std::move(pool));
}

void MysqlCore::stop_worker() noexcept {
  const MysqlPool* here = pool_here();
  std::unique_ptr<MysqlPool> stopped;  // Ends after the lock.
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(pools_, here, &std::unique_ptr<MysqlPool>::get);
  if (found == pools_.end()) return;
  stopped = std::move(*found);
  pools_.erase(found);
  std::erase_if(pools_here, [this](const PoolHere& each) { return each.core == this; });
}

MysqlPool* MysqlCore::pool_here() const noexcept {
  for (const PoolHere& each : pools_here) {
    if (each.core == this) return each.pool;
  }
  return nullptr;
}

std::optional<DatabaseError> MysqlCore::submit(std::shared_ptr<DatabaseJob> job) {
  if (MysqlPool* pool = pool_here()) return pool->submit(std::move(job));
  const char* why = open_ ? "this thread has no connections to the database: it is no worker" : "the database is not open";
  return MysqlError(DatabaseErrorKind::Closed, why, job->sql());
}

std::string MysqlCore::down() const {
  const std::lock_guard lock(mutex_);
  std::string why;
  for (const auto& pool : pools_) {
    why = pool->down();
    if (why.empty()) return {};
  }
  return why;
}

void MysqlCore::measure(Measures& measures) const {
  counts_.measure(measures);
  meter_.measure(measures);
}

}  // namespace saki
