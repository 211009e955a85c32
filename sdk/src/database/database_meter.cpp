// SPDX-License-Identifier: Apache-2.0
#include "saki/database_meter.h"

#include "saki/log/log_stream.h"
#include "saki/measures.h"

namespace saki {

void DatabaseMeter::watch(LogStream* log, const char* dialect, std::chrono::milliseconds slow) noexcept {
  log_ = log;
  dialect_ = dialect;
  slow_ = slow;
}

void DatabaseMeter::done(const DatabaseJob& job) noexcept {
  const auto taken = std::chrono::steady_clock::now() - job.called_at();
  latency_.record(taken);
  if (job.error()) failures_.fetch_add(1, std::memory_order_relaxed);
  if (slow_.count() == 0 || taken < slow_ || job.streams() || job.sql().empty()) return;
  slow_calls_.fetch_add(1, std::memory_order_relaxed);
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(taken).count();
  if (log_ != nullptr) log_->warn("slow query", {{"database", dialect_}, {"milliseconds", milliseconds}, {"statement", job.sql()}});
}

void DatabaseMeter::measure(Measures& measures) const {
  measures.latency("database_call_seconds", "From a call to its answer.", latency_, {{"database", dialect_}});
  measures.counter("database_failures_total", "Calls that were not answered as asked.", failures_.load(std::memory_order_relaxed),
                   {{"database", dialect_}});
  measures.counter("database_slow_total", "Calls that took slow_query or longer.", slow_calls_.load(std::memory_order_relaxed),
                   {{"database", dialect_}});
}

}  // namespace saki
