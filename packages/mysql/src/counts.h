// SPDX-License-Identifier: Apache-2.0
//
// MysqlCounts: what all workers' pools count together.
#pragma once

#include <atomic>
#include <cstdint>

namespace saki {

class Measures;

// Counts something for as long as it lives.
class MysqlGauge {
 public:
  explicit MysqlGauge(std::atomic<std::int64_t>& count) noexcept : count_(count) { count_.fetch_add(1, std::memory_order_relaxed); }
  ~MysqlGauge() { count_.fetch_sub(1, std::memory_order_relaxed); }
  MysqlGauge(const MysqlGauge&) = delete;
  MysqlGauge& operator=(const MysqlGauge&) = delete;

 private:
  std::atomic<std::int64_t>& count_;
};

struct MysqlCounts {  // Affinity: any.
  std::atomic<std::int64_t> open = 0;  // Connections with a session.
  std::atomic<std::int64_t> idle = 0;
  std::atomic<std::int64_t> waiting = 0;  // Calls without a connection.
  std::atomic<std::uint64_t> connects = 0;
  std::atomic<std::uint64_t> refusals = 0;  // Connections that did not come about.
  std::atomic<std::uint64_t> repeats = 0;
  std::atomic<std::uint64_t> kills = 0;

  void measure(Measures& measures) const;
};

}  // namespace saki
