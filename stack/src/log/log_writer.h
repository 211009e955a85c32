// SPDX-License-Identifier: Apache-2.0
//
// LogWriter: the thread that takes lines from the rings to the sinks, and the only one that touches a sink.
//
// It sleeps while nothing is logged. After a batch it lingers, so that a busy service costs a wake-up each few milliseconds and not one
// for each line; a ring that is half full ends that. While no thread runs, flush() drains on the caller's.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "log/log_graph.h"
#include "log/log_queue.h"

namespace saki {

class LogWriter final : private LogQueue::Receiver {
 public:
  LogWriter(const LogOptions& options, const Clock& clock, LogWaker& waker, LogQueue& queue, LogGraph& graph);
  ~LogWriter() override;

  [[nodiscard]] Result<> start();
  void stop() noexcept;
  void flush() noexcept;
  bool flush_before_abort(std::chrono::milliseconds patience) noexcept;
  void reopen() noexcept;
  [[nodiscard]] LogCounters counters() const noexcept;

 private:
  void run() noexcept;
  void finish_flush(std::uint64_t ticket) noexcept;
  bool drain(MonotonicTime cut_off) noexcept;
  void on_record(ByteView record) override;
  void on_dropped(const std::string& thread, std::uint64_t lines) override;
  template <class Function>
  void attempt(Function function) noexcept;
  void deliver(const LogRecord& record, const LogStream& stream) noexcept;

  const std::chrono::milliseconds linger_;
  const Clock& clock_;
  LogWaker& waker_;
  LogQueue& queue_;
  LogGraph& graph_;
  const LogStream& own_stream_;  // Of lines about the log itself.

  std::mutex control_mutex_;  // start() and stop().
  std::thread thread_;
  std::atomic<bool> running_{false};
  std::atomic<bool> stopping_{false};
  std::atomic<bool> reopen_asked_{false};

  std::atomic<std::uint64_t> flush_asked_{0};  // Tickets: a flush is done when its ticket is.
  std::atomic<std::uint64_t> flush_done_{0};
  std::mutex flush_mutex_;
  std::condition_variable flushed_;

  std::mutex drain_mutex_;  // Whoever drains; all below.
  std::shared_ptr<const LogRoutes> routes_;
  std::chrono::nanoseconds wall_offset_{};  // From monotonic to wall time.
  std::vector<LogField> fields_;
  std::atomic<std::uint64_t> written_{0};
  std::atomic<std::uint64_t> ring_dropped_{0};
  std::atomic<std::uint64_t> failed_{0};  // Calls of sinks that threw.
};

}  // namespace saki
