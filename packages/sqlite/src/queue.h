// SPDX-License-Identifier: Apache-2.0
//
// SqliteQueue: jobs that wait for a connection's thread. First in, first out, bounded; a job that is abandoned leaves at once.
//
// SqliteLease: the queue of one transaction. While it is open the writer serves nothing else; closing it ends the transaction.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "saki/base/intrusive_list.h"
#include "saki/sqlite/error.h"
#include "saki/sqlite/names.h"

namespace saki {

class SqliteQueue : private DatabaseHolder {  // Affinity: any.
 public:
  explicit SqliteQueue(std::size_t limit) noexcept : limit_(limit) {}
  virtual ~SqliteQueue();
  SqliteQueue(const SqliteQueue&) = delete;
  SqliteQueue& operator=(const SqliteQueue&) = delete;

  // Appends. Gives the refusal when the queue is full (Exhausted) or closed (what close() said).
  [[nodiscard]] std::optional<DatabaseError> push(std::shared_ptr<SqliteJob> job);

  // Takes the oldest job, waiting for one; null once closed.
  [[nodiscard]] std::shared_ptr<SqliteJob> pop();

  // The same without waiting. `behind`: how many still wait. `older`: it certainly came before mark() gave `mark`.
  struct Taken {
    std::shared_ptr<SqliteJob> job;
    std::size_t behind = 0;
    bool older = false;
  };
  [[nodiscard]] Taken try_pop(std::uint64_t mark);
  [[nodiscard]] std::uint64_t mark() const;  // How many came so far.

  // As pop(), but null as well when `end` comes first.
  [[nodiscard]] std::shared_ptr<SqliteJob> pop_before(SqliteJob::Time end);

  // Refuses what waits and what comes with `reason`. Only the first closing counts.
  void close(const DatabaseError& reason);

  [[nodiscard]] bool closed() const;
  [[nodiscard]] std::size_t size() const;

 private:
  void abandoned(SqliteJob& job) noexcept override;
  [[nodiscard]] std::shared_ptr<SqliteJob> take_front() noexcept;  // With the lock held.
  [[nodiscard]] DatabaseError refusal(const SqliteJob& job) const;

  const std::size_t limit_;
  mutable std::mutex mutex_;  // Guards all below.
  std::condition_variable changed_;
  IntrusiveList<SqliteJob> jobs_;
  std::size_t count_ = 0;
  std::uint64_t pushed_ = 0;
  std::optional<DatabaseError> closed_;
};

class SqliteLease final : public SqliteQueue, public DatabaseLease {
 public:
  using SqliteQueue::SqliteQueue;
  [[nodiscard]] std::optional<DatabaseError> push(std::shared_ptr<SqliteJob> job) override { return SqliteQueue::push(std::move(job)); }
  void close(const DatabaseError& reason) override { SqliteQueue::close(reason); }
};

}  // namespace saki
