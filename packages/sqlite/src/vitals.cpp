// SPDX-License-Identifier: Apache-2.0
#include "vitals.h"

#include <chrono>

#include "saki/measures.h"

namespace saki {
namespace {

// Whether the file, or the disk below it, is to blame, rather than the call.
bool is_trouble(DatabaseErrorKind kind) noexcept {
  return kind == DatabaseErrorKind::Full || kind == DatabaseErrorKind::Corrupt || kind == DatabaseErrorKind::Unavailable;
}

const char* reason(DatabaseErrorKind kind) noexcept {
  if (kind == DatabaseErrorKind::Full) return "the disk, or the size allowed to the database, is full";
  return kind == DatabaseErrorKind::Corrupt ? "the file is damaged" : "the file cannot be read or written";
}

}  // namespace

void SqliteVitals::note(const SqliteJob& job) noexcept {
  meter.done(job);
  if (job.error() && is_trouble(job.error()->kind())) trouble_.store(static_cast<int>(job.error()->kind()), std::memory_order_relaxed);
}

void SqliteVitals::read(const SqliteJob& job) noexcept { note(job); }

void SqliteVitals::written(const SqliteJob& job) noexcept {
  if (!job.error()) mended();
  note(job);
}

void SqliteVitals::keep_log_short(sqlite3* writer, int pages) noexcept {
  checkpoint_pages_ = pages;
  const auto committed = [](void* self, sqlite3* database, const char* schema, int in_log) {
    return static_cast<SqliteVitals*>(self)->committed(database, schema, in_log);
  };
  sqlite3_wal_hook(writer, committed, this);
}

// As SQLite's own automatic checkpoint, which has no numbers (sqlite.org/c3ref/wal_hook.html).
int SqliteVitals::committed(sqlite3* writer, const char* schema, int pages) noexcept {
  log_pages_.store(pages, std::memory_order_relaxed);
  if (pages < checkpoint_pages_) return SQLITE_OK;
  const auto start = std::chrono::steady_clock::now();
  int in_log = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(writer, schema, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
  checkpoints_.record(std::chrono::steady_clock::now() - start);
  if (code != SQLITE_OK || moved < in_log) partial_checkpoints_.fetch_add(1, std::memory_order_relaxed);
  return SQLITE_OK;  // The commit stands, whatever became of the checkpoint: the next one tries again.
}

Health SqliteVitals::health() const {
  const int trouble = trouble_.load(std::memory_order_relaxed);
  return trouble < 0 ? Health() : Health::failing(reason(static_cast<DatabaseErrorKind>(trouble)));
}

void SqliteVitals::measure(Measures& measures) const {
  meter.measure(measures);
  measures.counter("sqlite_busy_total", "Pauses for a lock that another connection had.", pauses_.load(std::memory_order_relaxed));
  measures.gauge("sqlite_log_pages", "Pages in the write-ahead log at the last commit.", log_pages_.load(std::memory_order_relaxed));
  measures.latency("sqlite_checkpoint_seconds", "Taking the log into the file.", checkpoints_);
  measures.counter("sqlite_partial_checkpoints_total", "Checkpoints that left some of the log, since readers need it.",
                   partial_checkpoints_.load(std::memory_order_relaxed));
}

}  // namespace saki
