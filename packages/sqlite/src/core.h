// SPDX-License-Identifier: Apache-2.0
//
// SqliteCore: the queues and the threads of one database.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "explain.h"
#include "queue.h"
#include "reader.h"
#include "saki/base/diagnostics.h"
#include "saki/sqlite/options.h"
#include "vitals.h"
#include "writer.h"

namespace saki {

class SqliteCore final : public DatabaseEngine {  // Affinity: any between open() and stop().
 public:
  SqliteCore() = default;
  ~SqliteCore() { stop(); }
  SqliteCore(const SqliteCore&) = delete;
  SqliteCore& operator=(const SqliteCore&) = delete;

  void add_script(SqliteScript script) { scripts_.push_back(std::move(script)); }  // Before open().
  void add_migration(SqliteScript script) { migrations_.push_back(std::move(script)); }  // As a script that is run before those.
  void clear_migrations() noexcept { migrations_.clear(); }
  [[nodiscard]] Diagnostics open(const SqliteOptions& options);
  void stop() noexcept;

  [[nodiscard]] SqliteVitals& vitals() noexcept { return vitals_; }
  [[nodiscard]] const SqliteOptions& options() const noexcept { return options_; }  // As opened.
  void measure(Measures& measures) const;

  // Sends the job where it belongs, or says why not.
  [[nodiscard]] std::optional<DatabaseError> submit(std::shared_ptr<SqliteJob> job) override;
  [[nodiscard]] const char* dialect() const noexcept override { return "sqlite"; }

 private:
  [[nodiscard]] Diagnostics start_threads(const SqliteOptions& options);
  [[nodiscard]] bool goes_to_readers(const SqliteJob& job) const noexcept;

  SqliteVitals vitals_;
  SqliteOptions options_;
  std::vector<SqliteScript> migrations_;
  std::vector<SqliteScript> scripts_;
  std::atomic<bool> stopping_ = false;
  std::unique_ptr<SqliteQueue> writers_queue_;  // Null before open().
  std::unique_ptr<SqliteQueue> readers_queue_;
  std::unique_ptr<SqliteWriter> writer_;
  std::vector<std::unique_ptr<SqliteReader>> readers_;
};

}  // namespace saki
