// SPDX-License-Identifier: Apache-2.0
#include "core.h"

#include <utility>

#include "keyword.h"
#include "saki/measures.h"

namespace saki {
namespace {

SqliteError stopped() { return SqliteError(DatabaseErrorKind::Closed, "the database has stopped"); }

Diagnostics diagnose(const OpenFailure& failure, const std::string& path) {
  Diagnostics diagnostics;
  const Explanation& what = failure.explanation;
  SourcePlace place{path};
  if (!failure.script.empty()) {
    place = {failure.script, static_cast<std::uint32_t>(failure.line), static_cast<std::uint32_t>(failure.column)};
  }
  diagnostics.add(std::move(place), std::string("sqlite-") + to_string(what.kind), what.text, what.hint);
  return diagnostics;
}

}  // namespace

Diagnostics SqliteCore::open(const SqliteOptions& options) {
  stop();
  stopping_.store(false, std::memory_order_relaxed);
  SqliteOptions used = options;
  if (used.path == ":memory:") used.readers = 0;  // Each connection would have a database of its own.
  options_ = used;
  Diagnostics diagnostics = start_threads(used);
  if (!diagnostics.empty()) stop();
  return diagnostics;
}

Diagnostics SqliteCore::start_threads(const SqliteOptions& options) {
  writer_.reset();  // Of an earlier opening, before the queues it refers to.
  writers_queue_ = std::make_unique<SqliteQueue>(options.queue_limit);
  readers_queue_ = std::make_unique<SqliteQueue>(options.queue_limit);
  std::vector<SqliteScript> scripts = migrations_;
  scripts.insert(scripts.end(), scripts_.begin(), scripts_.end());
  writer_ = std::make_unique<SqliteWriter>(*writers_queue_, options, std::move(scripts), vitals_);
  if (auto started = writer_->start(options, SqliteRole::Writer, "sqlite-writer", stopping_, vitals_); !started) {
    return diagnose(started.error(), options.path);
  }
  for (unsigned i = 1; i <= options.readers; ++i) {
    auto reader = std::make_unique<SqliteReader>(*readers_queue_, *writers_queue_, vitals_);
    const auto started = reader->start(options, SqliteRole::Reader, "sqlite-read-" + std::to_string(i), stopping_, vitals_);
    if (!started) return diagnose(started.error(), options.path);
    readers_.push_back(std::move(reader));
  }
  return {};
}

void SqliteCore::stop() noexcept {
  if (!writer_) return;
  stopping_.store(true, std::memory_order_relaxed);
  readers_queue_->close(stopped());
  for (const auto& reader : readers_) reader->join();
  readers_.clear();
  writers_queue_->close(stopped());
  writer_->stop(stopped());
  writer_->join();  // The last to close the file, so that it takes the log into it: a reader could not.
}

std::optional<DatabaseError> SqliteCore::submit(std::shared_ptr<SqliteJob> job) {
  if (!writer_) return SqliteError(DatabaseErrorKind::Closed, "the database is not open", job->sql());
  return (goes_to_readers(*job) ? readers_queue_ : writers_queue_)->push(std::move(job));
}

void SqliteCore::measure(Measures& measures) const {
  vitals_.measure(measures);
  if (!writer_) return;
  constexpr std::string_view kQueue = "Calls that wait for a connection.";
  constexpr std::string_view kConnections = "Connections to the file, each with a thread.";
  measures.gauge("sqlite_queue_calls", kQueue, writers_queue_->size(), {{"connection", "writer"}});
  measures.gauge("sqlite_queue_calls", kQueue, readers_queue_->size(), {{"connection", "reader"}});
  measures.gauge("sqlite_connections", kConnections, 1, {{"connection", "writer"}});
  measures.gauge("sqlite_connections", kConnections, readers_.size(), {{"connection", "reader"}});
}

bool SqliteCore::goes_to_readers(const SqliteJob& job) const noexcept {
  return job.kind() == SqliteJobKind::Statement && !readers_.empty() && !is_for_writer(job.sql());
}

}  // namespace saki
