// SPDX-License-Identifier: Apache-2.0
//
// MysqlPool: one worker's connections, and the calls that wait for one.
//
// First come, first served: whoever waits is before whoever comes, for no longer than queue_timeout. There are as many connections as
// calls needed at once, within min_connections and max_connections; the one used last is used first, so that the others may grow old and
// go. When the server cannot be reached, calls fail at once while one attempt after another is made, with growing pauses, each a
// little different, so that workers and services do not return all at once.
#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <string>

#include "canceller.h"
#include "connection.h"
#include "counts.h"
#include "saki/database_meter.h"
#include "saki/log.h"
#include "saki/task/task_scope.h"

namespace saki {

class MysqlPool final : private DatabaseHolder {  // Affinity: loop.
 public:
  MysqlPool(Loop& loop, const MysqlOptions& options, MysqlCounts& counts, DatabaseMeter& meter, LogStream* log);  // No log: null.
  ~MysqlPool();  // Closes all connections; who waits is refused.
  MysqlPool(const MysqlPool&) = delete;
  MysqlPool& operator=(const MysqlPool&) = delete;

  [[nodiscard]] std::optional<DatabaseError> submit(std::shared_ptr<DatabaseJob> job);

  [[nodiscard]] Loop& loop() const noexcept { return loop_; }
  [[nodiscard]] std::string down() const;  // Why the server cannot be reached; empty when it can. Affinity: any.

  // For its connections.
  [[nodiscard]] const MysqlOptions& options() const noexcept { return options_; }
  [[nodiscard]] BlockingPool& threads() noexcept { return threads_; }
  [[nodiscard]] MysqlCanceller& canceller() noexcept { return canceller_; }
  [[nodiscard]] DatabaseMeter& meter() noexcept { return meter_; }
  [[nodiscard]] MysqlCounts& counts() noexcept { return counts_; }
  void connected();
  void refused(MysqlError why);
  [[nodiscard]] std::shared_ptr<DatabaseJob> take_waiting() noexcept;
  void put_back(std::shared_ptr<DatabaseJob> job);  // To be run on another connection, before all others.
  [[nodiscard]] bool may_repeat(DatabaseJob& job, const MysqlSession& session) const noexcept;
  void add_idle(MysqlConnection& connection);
  bool remove_idle(MysqlConnection& connection) noexcept;  // False when it was not idle.
  [[nodiscard]] bool may_shrink() const noexcept { return count_ > options_.min_connections; }
  void kill(MysqlConnection& connection);

 private:
  // One call of a member when its time has come.
  class Clock final : public Timer {
   public:
    using Call = void (MysqlPool::*)();
    Clock(MysqlPool& pool, const char* name, Call call) noexcept : Timer(pool.loop_, name), pool_(pool), call_(call) {}

   private:
    void expire() override { (pool_.*call_)(); }
    MysqlPool& pool_;
    Call call_;
  };

  void abandoned(DatabaseJob& job) noexcept override;
  [[nodiscard]] static Task<> keep_connection(MysqlPool& pool);
  void hold_waiting(std::shared_ptr<DatabaseJob> job);
  void grow();
  void open_one();
  void ended();
  void refuse_waiting(const MysqlError& why);
  void refuse_late();
  void watch_queue();
  void set_down(std::optional<MysqlError> why);

  Loop& loop_;
  const MysqlOptions& options_;
  MysqlCounts& counts_;
  DatabaseMeter& meter_;
  LogStream* const log_;  // Null: tells nothing.
  BlockingPool threads_;
  MysqlCanceller canceller_;
  IntrusiveList<MysqlConnection, MysqlPool> all_;
  IntrusiveList<MysqlConnection> idle_;  // The one used last in front.
  IntrusiveList<DatabaseJob> waiting_;
  std::size_t waiting_count_ = 0;
  unsigned count_ = 0;       // Connections, also those on their way.
  unsigned connecting_ = 0;  // On their way.
  Duration pause_{0};        // Before the next attempt, after a failed one.
  std::optional<MysqlError> down_;
  mutable std::mutex down_mutex_;
  std::string down_text_;  // Under that.
  std::minstd_rand random_;
  Clock retry_;
  Clock late_;
  TaskScope scope_;
};

}  // namespace saki
