// SPDX-License-Identifier: Apache-2.0
//
// SqliteTransaction: several statements that happen together or not at all.
//
//   auto transaction = co_await db.begin();
//   co_await transaction.execute("update accounts set cents = cents - ? where id = ?", cents, from);
//   co_await transaction.execute("update accounts set cents = cents + ? where id = ?", cents, to);
//   co_await transaction.commit();
//
// It has the writer to itself from begin to its end; other writers queue in order, readers go on and see the state before. Leaving the
// scope without commit, by return, exception, cancellation or a dropped task, rolls back; the destructor waits for nothing. When
// SQLite itself gives up on it (a full disk, an interrupted statement) or transaction_timeout passes, it is rolled back at once and
// every further call says so. A call on the database inside it that writes would wait for its own end: use the transaction's.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "saki/sqlite/queries.h"

namespace saki {

class SqliteTransaction : public SqliteQueries {  // Affinity: loop.
 public:
  SqliteTransaction(SqliteCore& core, std::shared_ptr<SqliteLease> lease, Duration limit) noexcept
      : SqliteQueries(core, std::move(lease), limit) {}
  SqliteTransaction(SqliteTransaction&& other) noexcept : SqliteQueries(other), owns_(std::exchange(other.owns_, false)) {}
  SqliteTransaction& operator=(SqliteTransaction&& other) noexcept;
  ~SqliteTransaction() { release(); }

  // The same transaction with another limit for each call; zero is none. Good while the transaction is.
  [[nodiscard]] SqliteQueries within(Duration limit) const { return {*core_, lease_, limit}; }

  // Makes the changes last. When it throws, none of them has, with one exception: after Timeout or Cancelled, which leave it open.
  [[nodiscard]] SqliteCall<SqliteDone> commit();
  [[nodiscard]] SqliteTryCall<SqliteDone> try_commit();

  // Undoes the changes now, rather than at the end of the scope.
  [[nodiscard]] SqliteCall<SqliteDone> rollback();
  [[nodiscard]] SqliteTryCall<SqliteDone> try_rollback();

 private:
  void release() noexcept;

  bool owns_ = true;  // Ends the transaction with itself; false once moved from.
};

static_assert(!std::is_aggregate_v<SqliteTransaction>);

// A transaction begun.
class SqliteBegin final : public SqliteJob {
 public:
  using Value = SqliteTransaction;
  SqliteBegin(SqliteCore& core, Duration limit) : SqliteJob(SqliteJobKind::Begin, {}, {}), core_(core), limit_(limit) {}
  [[nodiscard]] Value value() { return {core_, take_lease(), limit_}; }

 private:
  SqliteCore& core_;
  Duration limit_;
};

}  // namespace saki
