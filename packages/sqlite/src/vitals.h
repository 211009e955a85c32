// SPDX-License-Identifier: Apache-2.0
//
// SqliteVitals: what one database tells of itself: its calls, the locks of others it waited for, its log and the checkpoints that take
// the log into the file.
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <chrono>
#include <cstdint>

#include "saki/database_meter.h"
#include "saki/latency.h"
#include "saki/package.h"
#include "saki/sqlite/names.h"

namespace saki {

class SqliteVitals {  // Affinity: any.
 public:
  SqliteVitals() noexcept { meter.watch(nullptr, "sqlite", std::chrono::milliseconds::zero()); }

  DatabaseMeter meter;  // Logs nothing until it is given a log.

  // A job is about to go home: one whose change is on the disk unless it failed, or any other.
  void written(const SqliteJob& job) noexcept;
  void read(const SqliteJob& job) noexcept;

  // Since a failure that the file was to blame for, until a change gets onto the disk.
  [[nodiscard]] bool in_trouble() const noexcept { return trouble_.load(std::memory_order_relaxed) >= 0; }
  void mended() noexcept { trouble_.store(-1, std::memory_order_relaxed); }

  void paused() noexcept { pauses_.fetch_add(1, std::memory_order_relaxed); }  // For a lock that another connection has.

  // Takes the log of `writer` into the file whenever a commit leaves `pages` in it; a reader that still needs some leaves them for later.
  // This lives as long as the connection.
  void keep_log_short(sqlite3* writer, int pages) noexcept;

  [[nodiscard]] Health health() const;
  void measure(Measures& measures) const;

 private:
  void note(const SqliteJob& job) noexcept;
  int committed(sqlite3* writer, const char* schema, int pages) noexcept;

  int checkpoint_pages_ = 0;
  std::atomic<std::uint64_t> pauses_ = 0;
  std::atomic<int> log_pages_ = 0;
  std::atomic<std::uint64_t> partial_checkpoints_ = 0;
  Latency checkpoints_;
  std::atomic<int> trouble_ = -1;  // The DatabaseErrorKind of the last failure that the file was to blame for; -1: none since.
};

}  // namespace saki
