// SPDX-License-Identifier: Apache-2.0
//
// SqliteJob: one call on its way from a loop to a connection's thread and back. It owns all that the thread needs, so that the caller
// may go away at any time. Not for use by authors: <saki/sqlite.h> makes them.
//
// Life: made on the loop, queued, run by one thread, posted home. Abandoned at any moment by the loop: unrun it leaves its queue,
// running it is interrupted, and nothing is delivered. Whatever the thread found is read by the loop only after it was posted.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/intrusive_list.h"
#include "saki/loop/loop.h"
#include "saki/row.h"
#include "saki/sql_changes.h"
#include "saki/sql_value.h"
#include "saki/sqlite/error.h"

namespace saki {

class SqliteLease;
class SqliteQueue;
class SqliteWait;

enum class SqliteJobKind : std::uint8_t { Statement, Script, Begin, Commit, Rollback };

class SqliteJob : public ListLink<>, public std::enable_shared_from_this<SqliteJob> {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr bool kMayBeIgnored = false;  // Whether a caller may do without the value.

  SqliteJob(SqliteJobKind kind, std::string_view sql, std::vector<SqlValue> parameters);
  virtual ~SqliteJob();

  // What becomes of a result's rows; run by the connection's thread, in order.
  [[nodiscard]] virtual std::span<const std::string_view> columns() const noexcept { return {}; }
  virtual bool take(const RowReader& row, std::span<const int> column_of);  // False: no further row is wanted. May throw DatabaseError.

  // Affinity: the loop that calls.
  void go_home_to(Loop& loop, SqliteWait& waiter) noexcept;
  void abandon() noexcept;  // Nobody waits any more. Wakes and interrupts the thread that runs it.

  // Affinity: the thread that has taken it from its queue.
  void finish() noexcept;                        // Posts it home; the thread's last touch.
  void fail(SqliteError error) noexcept { error_ = std::move(error); }
  bool rest(std::chrono::milliseconds pause);    // Sleeps; false at once when abandoned.
  [[nodiscard]] bool abandoned() const noexcept { return abandoned_.load(std::memory_order_relaxed); }

  [[nodiscard]] SqliteJobKind kind() const noexcept { return kind_; }
  [[nodiscard]] const std::string& sql() const noexcept { return sql_; }
  [[nodiscard]] const std::vector<SqlValue>& parameters() const noexcept { return parameters_; }
  [[nodiscard]] Time called_at() const noexcept { return called_at_; }
  [[nodiscard]] const std::optional<SqliteError>& error() const noexcept { return error_; }
  void set_changes(SqlChanges changes) noexcept { changes_ = changes; }
  [[nodiscard]] SqlChanges changes() const noexcept { return changes_; }
  void set_lease(std::shared_ptr<SqliteLease> lease) noexcept;
  [[nodiscard]] std::shared_ptr<SqliteLease> take_lease() noexcept;

 private:
  friend class SqliteQueue;
  void deliver() noexcept;  // On the home loop.

  const SqliteJobKind kind_;
  const std::string sql_;
  const std::vector<SqlValue> parameters_;
  const Time called_at_ = std::chrono::steady_clock::now();

  std::mutex mutex_;  // Between abandoning and posting, and for `wake_`.
  std::condition_variable wake_;
  std::atomic<bool> abandoned_ = false;
  Loop* home_ = nullptr;
  SqliteWait* waiter_ = nullptr;  // Touched by the home loop only.

  std::atomic<SqliteQueue*> queue_ = nullptr;  // Where it waits; changed under that queue's lock.
  std::shared_ptr<SqliteJob> queued_;          // Itself, while it waits there.

  std::optional<SqliteError> error_;
  SqlChanges changes_;
  std::shared_ptr<SqliteLease> lease_;  // A transaction begun; ended with the job unless taken.
};

// The first row, if there is one.
template <Row T>
class SqliteOne final : public SqliteJob {
 public:
  using Value = std::optional<T>;
  using SqliteJob::SqliteJob;
  [[nodiscard]] std::span<const std::string_view> columns() const noexcept override { return row_columns<T>(); }
  bool take(const RowReader& row, std::span<const int> column_of) override {
    row_.emplace(read_row<T>(row, column_of));
    return false;
  }
  [[nodiscard]] Value value() { return std::move(row_); }

 private:
  std::optional<T> row_;
};

// Every row.
template <Row T>
class SqliteAll final : public SqliteJob {
 public:
  using Value = std::vector<T>;
  using SqliteJob::SqliteJob;
  [[nodiscard]] std::span<const std::string_view> columns() const noexcept override { return row_columns<T>(); }
  bool take(const RowReader& row, std::span<const int> column_of) override {
    rows_.push_back(read_row<T>(row, column_of));
    return true;
  }
  [[nodiscard]] Value value() { return std::move(rows_); }

 private:
  std::vector<T> rows_;
};

// What was changed.
class SqliteChange final : public SqliteJob {
 public:
  using Value = SqlChanges;
  static constexpr bool kMayBeIgnored = true;
  using SqliteJob::SqliteJob;
  [[nodiscard]] Value value() const noexcept { return changes(); }
};

// Nothing but success.
class SqliteDone final : public SqliteJob {
 public:
  using Value = void;
  static constexpr bool kMayBeIgnored = true;
  using SqliteJob::SqliteJob;
  void value() const noexcept {}
};

}  // namespace saki
