// SPDX-License-Identifier: Apache-2.0
//
// DatabaseJob: one call on its way from a loop to whatever runs it and back. It owns all that the runner needs, so that the caller may
// go away at any time. Not for use by authors: the calls of <saki/database.h> make them, the data packages run them.
//
// Life: made on the loop, held somewhere until it runs, run on one thread (the loop's own or another), delivered on the loop. Abandoned
// at any moment by the loop: its holder is told, the runner finds out, and nothing is delivered. What the runner found is read by the
// loop only after finish().
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "saki/base/intrusive_list.h"
#include "saki/database_error.h"
#include "saki/loop/loop.h"
#include "saki/row.h"
#include "saki/sql_changes.h"
#include "saki/sql_value.h"
#include "saki/task/frame_allocator.h"

namespace saki {

class DatabaseJob;
class DatabaseLease;
class DatabaseMeter;
class DatabaseWait;

// Where a job waits, or what runs it on the loop's own thread.
class DatabaseHolder {
 public:
  virtual void abandoned(DatabaseJob& job) noexcept = 0;               // Nobody waits for it any more. Called on its home loop.
  virtual void has_room(DatabaseJob& job) noexcept { (void)job; }      // It was full and is not any more.

 protected:
  ~DatabaseHolder() = default;
};

enum class DatabaseJobKind : std::uint8_t { Statement, Script, Begin, Commit, Rollback };

// The values of a statement's parameters.
using SqlParameters = std::vector<SqlValue, FrameAllocator<SqlValue>>;

class DatabaseJob : public ListLink<>, public std::enable_shared_from_this<DatabaseJob> {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr bool kMayBeIgnored = false;  // Whether a caller may do without the value.

  DatabaseJob(DatabaseJobKind kind, std::string_view sql, SqlParameters parameters);
  virtual ~DatabaseJob();

  // What becomes of a result's rows; called by the runner, in order.
  [[nodiscard]] virtual std::span<const std::string_view> columns() const noexcept { return {}; }
  virtual bool take(const RowReader& row, std::span<const int> column_of);  // False: no further row is wanted. May throw DatabaseError.
  [[nodiscard]] virtual bool streams() const noexcept { return false; }     // Keeps no rows: there may be any number.
  [[nodiscard]] virtual bool full() const noexcept { return false; }        // The caller has to take rows before more may come.

  // Affinity: the loop that calls.
  void go_home_to(Loop& loop, DatabaseWait& waiter) noexcept;
  void abandon() noexcept;  // Nobody waits any more. Wakes and interrupts what runs it.

  void measured_by(DatabaseMeter* meter) noexcept { meter_ = meter; }  // Before it is run.

  // Affinity: the runner.
  void finish() noexcept;                        // Sends it home; the runner's last touch.
  void fail(DatabaseError error) noexcept { error_ = std::move(error); }
  bool rest(std::chrono::milliseconds pause);    // Sleeps; false at once when abandoned. For a thread of the runner's own.
  bool await_room(Time end);                     // Sleeps while full; false when abandoned or at `end`. For such a thread too.
  [[nodiscard]] bool abandoned() const noexcept { return abandoned_.load(std::memory_order_relaxed); }

  [[nodiscard]] DatabaseJobKind kind() const noexcept { return kind_; }
  [[nodiscard]] std::string_view sql() const noexcept { return sql_; }
  [[nodiscard]] std::span<const SqlValue> parameters() const noexcept { return parameters_; }
  [[nodiscard]] Time called_at() const noexcept { return called_at_; }
  [[nodiscard]] bool repeatable() const noexcept { return repeatable_; }  // Running it twice does no harm.
  void set_repeatable(bool repeatable) noexcept { repeatable_ = repeatable; }
  void touch() noexcept { touched_ = true; }                                        // It has taken a row.
  [[nodiscard]] bool take_attempt() noexcept;                                       // Whether it may be run once more; once.
  [[nodiscard]] const std::optional<DatabaseError>& error() const noexcept { return error_; }
  void set_changes(SqlChanges changes) noexcept { changes_ = changes; }
  [[nodiscard]] SqlChanges changes() const noexcept { return changes_; }
  void set_lease(std::shared_ptr<DatabaseLease> lease) noexcept;
  [[nodiscard]] std::shared_ptr<DatabaseLease> take_lease() noexcept;

  // Where it waits; changed under the holder's lock where it has one. While it waits there it may own itself.
  [[nodiscard]] DatabaseHolder* holder() const noexcept { return holder_.load(std::memory_order_relaxed); }
  void held_by(DatabaseHolder* holder, std::shared_ptr<DatabaseJob> self) noexcept;
  [[nodiscard]] std::shared_ptr<DatabaseJob> let_go() noexcept;  // By its holder; gives back what it owned.

 protected:
  void tell_home() noexcept;  // Wakes who waits, on the home loop. Under `mutex_` when called from another thread.
  void tell_room() noexcept;  // The caller took rows.
  virtual void finishing() noexcept {}  // As it goes home: on the home loop, or under `mutex_`.

  mutable std::mutex mutex_;  // Between abandoning and going home, and for `wake_`.

 private:
  void go_home() noexcept;
  void deliver() noexcept;  // On the home loop.

  const DatabaseJobKind kind_;
  bool repeatable_ = false;
  bool repeated_ = false;
  bool touched_ = false;
  const std::basic_string<char, std::char_traits<char>, FrameAllocator<char>> sql_;
  const SqlParameters parameters_;
  const Time called_at_ = std::chrono::steady_clock::now();

  std::condition_variable wake_;
  std::atomic<bool> abandoned_ = false;
  Loop* home_ = nullptr;
  DatabaseWait* waiter_ = nullptr;  // Touched by the home loop only.

  std::atomic<DatabaseHolder*> holder_ = nullptr;
  std::shared_ptr<DatabaseJob> self_;

  DatabaseMeter* meter_ = nullptr;
  std::optional<DatabaseError> error_;
  SqlChanges changes_;
  std::shared_ptr<DatabaseLease> lease_;  // A transaction begun; ended with the job unless taken.
};

}  // namespace saki
