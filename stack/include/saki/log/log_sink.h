// SPDX-License-Identifier: Apache-2.0
//
// LogSink: where lines end: a file, a terminal, a memory.
//
// Sinks are called by the log's writer alone, one at a time. They may be slow for a moment, never for good, and they never fail loudly:
// what a sink cannot write it counts.
#pragma once

#include <atomic>
#include <cstdint>

#include "saki/log/log_record.h"

namespace saki {

class LogSink {  // Affinity: the writer's thread, save for what says otherwise.
 public:
  explicit LogSink(LogLevel least = LogLevel::Trace) noexcept : least_(least) {}
  LogSink(const LogSink&) = delete;
  LogSink& operator=(const LogSink&) = delete;
  virtual ~LogSink() = default;

  virtual void accept(const LogRecord& record) = 0;
  virtual void commit() = 0;  // The end of a batch: what was accepted is to be visible now.
  virtual void reopen() {}    // A file was moved away under the sink.

  [[nodiscard]] LogLevel least() const noexcept { return least_; }  // Records below are not offered.

  // Lines lost so far. Affinity: any.
  [[nodiscard]] std::uint64_t dropped() const noexcept { return dropped_.load(std::memory_order_relaxed); }

 protected:
  void count_dropped(std::uint64_t lines) noexcept { dropped_.fetch_add(lines, std::memory_order_relaxed); }

 private:
  LogLevel least_;
  std::atomic<std::uint64_t> dropped_{0};
};

}  // namespace saki
