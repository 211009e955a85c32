// SPDX-License-Identifier: Apache-2.0
//
// StoreLog: what changes in a store in memory, on its way to a file. Workers put records; a thread writes what has come once in a window,
// and takes it to the disk itself. So a killed process loses at most that window, and the time that the disk takes. With a window of 0 it
// loses nothing that was answered: answers wait for on_settled(). What comes while the disk works is the next batch, so that many wait for
// it together.
//
// Once the log has grown as large as the snapshot before it, and large enough to matter, another log is begun, and a LogCompaction puts a
// snapshot in the place of what lies before. While the disk refuses to take anything, or is behind by the bounds below, no change is
// accepted: nothing is answered that could not be kept.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

#include "saki/latency.h"
#include "saki/package.h"
#include "saki/store_error.h"
#include "store/log_compaction.h"
#include "store/memory_options.h"
#include "store/record_writer.h"
#include "store/store_recovery.h"

namespace saki {

class StoreLog {  // Affinity: any, once it is open.
 public:
  static constexpr std::uint64_t kMostGrowth = 8;  // How many times its size before a compaction a log may have while that runs.

  // Reads what is there into `state`, and begins to write behind it. Gives null where something stands in the way.
  [[nodiscard]] static std::unique_ptr<StoreLog> open(const MemoryOptions& options, LogStream& log, StoreState& state,
                                                      Diagnostics& diagnostics);
  StoreLog(const StoreLog&) = delete;
  StoreLog& operator=(const StoreLog&) = delete;
  ~StoreLog() { stop(); }

  // Why no change can be accepted just now; none where it can. Ask first, then change, then put().
  [[nodiscard]] std::optional<StoreError> refusal() const;

  // Told by the log's thread of each batch, by its number, once the disk has it, or has refused it, which is why: it is tried again, and
  // told of again. Set before anything is put.
  using Settled = std::function<void(std::uint64_t batch, const std::optional<StoreError>& refusal)>;
  void on_settled(Settled settled) { settled_ = std::move(settled); }

  // `end` as of a StoreRecord. Records of one key are kept in the order in which they were put. Gives the number of their batch, from 1.
  std::uint64_t put(StoreRecordKind kind, std::string_view key, std::string_view value, std::int64_t end);

  void stop() noexcept;  // Writes what has come, and ends the thread. Nobody puts any more. Idempotent.

  [[nodiscard]] Health health() const;
  void measure(Measures& measures) const;

 private:
  StoreLog(const MemoryOptions& options, LogStream& log);

  [[nodiscard]] std::optional<Diagnostic> begin(RecoveredStore found);
  void run() noexcept;
  [[nodiscard]] bool wait_for_work();  // False: to be stopped.
  [[nodiscard]] bool has_work() const noexcept;
  void write_batch() noexcept;
  void tend_compaction() noexcept;
  void begin_compaction();
  void end_compaction();
  void put_off_compaction(Error error);
  void note_outcome(const Result<>& outcome) noexcept;
  void tell_settled(const Result<>& outcome) const;
  [[nodiscard]] std::uint64_t log_bytes() const noexcept { return earlier_bytes_ + writer_.bytes(); }

  const MemoryOptions options_;
  LogStream& log_;
  const StoreFiles files_;
  FileDescriptor lock_;

  mutable std::mutex mutex_;  // Guards the next five.
  std::condition_variable wake_;
  std::string pending_;
  std::uint64_t filling_ = 1;  // The number of the batch that `pending_` will be.
  bool stopping_ = false;
  std::string trouble_;  // What the disk said last; "" where it took what it was given.

  std::atomic<std::size_t> waiting_bytes_ = 0;  // In `pending_` and `batch_`.
  std::atomic<bool> failing_ = false;
  std::atomic<bool> overgrown_ = false;
  std::atomic<std::uint64_t> size_ = 0;  // Of all logs, for others to read.
  std::atomic<std::uint64_t> compactions_ = 0;
  Latency writing_;

  // The thread's.
  std::string batch_;
  std::uint64_t batch_number_ = 0;
  Settled settled_;
  RecordWriter writer_;
  std::uint64_t number_ = 1;
  std::uint64_t earlier_bytes_ = 0;  // Of logs before this one that no snapshot has taken in.
  std::uint64_t compact_at_ = 0;
  bool compacting_ = false;
  LogCompaction compaction_;
  std::thread thread_;
};

}  // namespace saki
