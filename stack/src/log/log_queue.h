// SPDX-License-Identifier: Apache-2.0
//
// LogQueue: all rings of a log, one for each thread that attached and one for the rest, and their merging in the order of time.
//
// The order holds across threads: if one line was logged before another began to be, it leaves first. For a batch has a cut-off, an
// instant taken before the first ring is looked at: what is younger waits for the next batch, in which whatever came before it is seen.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "log/log_ring.h"
#include "log/log_waker.h"
#include "saki/base/clock.h"
#include "saki/log/log.h"

namespace saki {

class LogQueue {
 public:
  // What the rings hold is told to.
  class Receiver {
   public:
    virtual ~Receiver() = default;
    virtual void on_record(ByteView record) = 0;  // See record_codec.h.
    virtual void on_dropped(const std::string& thread, std::uint64_t lines) = 0;
  };

  LogQueue(const LogOptions& options, const Clock& clock, LogWaker& waker);
  LogQueue(const LogQueue&) = delete;
  LogQueue& operator=(const LogQueue&) = delete;
  ~LogQueue();

  // Any thread: puts one record into the thread's ring.
  void push(const LogStream& stream, LogLevel level, std::string_view message, std::span<const LogField> fields) noexcept;

  // Gives the calling thread a ring, or takes it back; what it holds is still drained.
  void attach(std::string name);
  void detach() noexcept;

  // One thread at a time: hands over every record up to `cut_off`, oldest first, then what was dropped. Returns how many there were.
  std::size_t drain(MonotonicTime cut_off, Receiver& receiver);

  [[nodiscard]] bool has_entries();

 private:
  struct WorkerRing {
    explicit WorkerRing(std::string name, std::size_t capacity_bytes) : ring(std::move(name), capacity_bytes) {}
    LogRing ring;
    std::atomic<bool> attached{true};
  };
  struct Source {
    LogRing* ring;
    std::optional<MonotonicTime> next;  // Time of its oldest record within the cut-off.
  };

  void put(LogRing& ring, const LogStream& stream, LogLevel level, std::string_view message, std::span<const LogField> fields) noexcept;
  void list_sources();
  void forget_detached();
  static void look(Source& source, MonotonicTime cut_off) noexcept;
  [[nodiscard]] Source* oldest() noexcept;

  static thread_local WorkerRing* current_ring_;
  static thread_local const LogQueue* current_queue_;

  const LogOptions options_;
  const Clock& clock_;
  LogWaker& waker_;
  std::mutex shared_mutex_;  // Producers of `shared_`.
  LogRing shared_;
  std::mutex workers_mutex_;  // The list, not what is in it.
  std::vector<std::unique_ptr<WorkerRing>> workers_;
  std::vector<Source> sources_;  // The drain's own.
};

}  // namespace saki
