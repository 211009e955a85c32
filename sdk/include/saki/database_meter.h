// SPDX-License-Identifier: Apache-2.0
//
// DatabaseMeter: what a data package tells of its calls: how long each took, how many failed, and a line for each that was slow.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

#include "saki/database_job.h"
#include "saki/latency.h"

namespace saki {

class LogStream;
class Measures;

class DatabaseMeter {  // Affinity: any.
 public:
  // Statements that take `slow` or longer are logged, without their values; zero: none is. Before the first call.
  void watch(LogStream* log, const char* dialect, std::chrono::milliseconds slow) noexcept;

  // `job` is about to go home.
  void done(const DatabaseJob& job) noexcept;

  // database_call_seconds, database_failures_total, database_slow_total, each by the dialect.
  void measure(Measures& measures) const;

 private:
  LogStream* log_ = nullptr;
  const char* dialect_ = "sql";
  std::chrono::milliseconds slow_{0};
  Latency latency_;
  std::atomic<std::uint64_t> failures_ = 0;
  std::atomic<std::uint64_t> slow_calls_ = 0;
};

}  // namespace saki
