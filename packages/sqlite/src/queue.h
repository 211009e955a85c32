// SPDX-License-Identifier: Apache-2.0
//
// SqliteQueue: jobs that wait for a connection's thread. First in, first out, bounded; a job that is abandoned leaves at once.
//
// SqliteLease: the queue of one transaction. While it is open the writer serves nothing else; closing it ends the transaction.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>

#include "saki/base/intrusive_list.h"
#include "saki/sqlite/job.h"

namespace saki {

class SqliteQueue {  // Affinity: any.
 public:
  explicit SqliteQueue(std::size_t limit) noexcept : limit_(limit) {}
  ~SqliteQueue();

  // Appends. Gives the refusal when the queue is full (Exhausted) or closed (what close() said).
  [[nodiscard]] std::optional<SqliteError> push(std::shared_ptr<SqliteJob> job);

  // Takes the oldest job, waiting for one; null once closed.
  [[nodiscard]] std::shared_ptr<SqliteJob> pop();

  // As pop(), but null as well when `end` comes first.
  [[nodiscard]] std::shared_ptr<SqliteJob> pop_before(SqliteJob::Time end);

  void remove(SqliteJob& job) noexcept;  // If it waits here.

  // Refuses what waits and what comes with `reason`. Only the first closing counts.
  void close(const SqliteError& reason);

  [[nodiscard]] bool closed() const;
  [[nodiscard]] std::size_t size() const;

 private:
  [[nodiscard]] std::shared_ptr<SqliteJob> take_front() noexcept;  // With the lock held.
  [[nodiscard]] SqliteError refusal(const SqliteJob& job) const;

  const std::size_t limit_;
  mutable std::mutex mutex_;  // Guards all below.
  std::condition_variable changed_;
  IntrusiveList<SqliteJob> jobs_;
  std::size_t count_ = 0;
  std::optional<SqliteError> closed_;
};

class SqliteLease final : public SqliteQueue {
 public:
  using SqliteQueue::SqliteQueue;
};

}  // namespace saki
