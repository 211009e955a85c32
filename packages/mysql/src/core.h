// SPDX-License-Identifier: Apache-2.0
//
// MysqlCore: the workers' pools of one server, and what they share.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "counts.h"
#include "pool.h"
#include "saki/base/diagnostics.h"
#include "saki/database_engine.h"
#include "start.h"

namespace saki {

class MysqlCore final : public DatabaseEngine {  // Affinity: any between open() and stop().
 public:
  MysqlCore() = default;
  ~MysqlCore();
  MysqlCore(const MysqlCore&) = delete;
  MysqlCore& operator=(const MysqlCore&) = delete;

  void add_script(MysqlScript script) { scripts_.push_back(std::move(script)); }  // Before open().
  [[nodiscard]] Diagnostics open(const MysqlOptions& options, LogStream* log);
  void stop() noexcept { open_ = false; }

  // A migration of this start did not reach the server and has said so: open() neither waits for it again nor says it twice.
  void told_unreachable() noexcept { told_unreachable_ = true; }

  void start_worker(Loop& loop);  // Affinity: the worker's thread.
  void stop_worker() noexcept;    // The same.

  [[nodiscard]] std::optional<DatabaseError> submit(std::shared_ptr<DatabaseJob> job) override;
  [[nodiscard]] const char* dialect() const noexcept override { return "mysql"; }

  [[nodiscard]] std::string down() const;  // Why no worker can reach the server; empty when one can.
  void measure(Measures& measures) const;

 private:
  [[nodiscard]] MysqlPool* pool_here() const noexcept;

  std::vector<MysqlScript> scripts_;
  MysqlOptions options_;
  MysqlCounts counts_;
  DatabaseMeter meter_;
  LogStream* log_ = nullptr;  // Null: tells nothing.
  bool open_ = false;
  bool told_unreachable_ = false;
  mutable std::mutex mutex_;
  std::vector<std::unique_ptr<MysqlPool>> pools_;  // Under `mutex_`.
};

}  // namespace saki
