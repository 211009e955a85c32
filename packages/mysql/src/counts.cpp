// SPDX-License-Identifier: Apache-2.0
#include "counts.h"

#include "saki/measures.h"

namespace saki {

void MysqlCounts::measure(Measures& measures) const {
  measures.gauge("mysql_connections", "Connections with a session.", open.load(std::memory_order_relaxed));
  measures.gauge("mysql_idle_connections", "Those that wait for a call.", idle.load(std::memory_order_relaxed));
  measures.gauge("mysql_waiting_calls", "Calls that wait for a connection.", waiting.load(std::memory_order_relaxed));
  measures.counter("mysql_connects_total", "Connections made.", connects.load(std::memory_order_relaxed));
  measures.counter("mysql_refused_connects_total", "Connections that did not come about.", refusals.load(std::memory_order_relaxed));
  measures.counter("mysql_repeated_calls_total", "Calls made again on another connection.", repeats.load(std::memory_order_relaxed));
  measures.counter("mysql_killed_calls_total", "Statements ended at the server since nobody waited for them any more.",
                   kills.load(std::memory_order_relaxed));
}

}  // namespace saki
