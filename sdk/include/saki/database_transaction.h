// SPDX-License-Identifier: Apache-2.0
//
// DatabaseTransaction: several statements that happen together or not at all.
//
//   auto transaction = co_await db.begin();
//   co_await transaction.execute("update accounts set cents = cents - ? where id = ?", cents, from);
//   co_await transaction.execute("update accounts set cents = cents + ? where id = ?", cents, to);
//   co_await transaction.commit();
//
// It has a connection to itself from begin to its end (of SQLite the one that writes, while readers go on and see the state before).
// Leaving the scope without commit, by return, exception, cancellation or a dropped task, rolls back; the destructor waits for nothing.
// When the database itself gives up on it (a full disk, a deadlock, a lost connection) or transaction_timeout passes, it is rolled back
// at once and every further call says so. A call on the database inside it takes another connection and may wait for this one's locks,
// so for its own end: use the transaction's.
#pragma once

#include <memory>
#include <type_traits>
#include <utility>

#include "saki/database_queries.h"

namespace saki {

class DatabaseTransaction : public DatabaseQueries {  // Affinity: loop.
 public:
  DatabaseTransaction(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, Duration limit) noexcept
      : DatabaseQueries(engine, std::move(lease), DatabaseTerms(limit)) {}
  DatabaseTransaction(DatabaseTransaction&& other) noexcept : DatabaseQueries(other), owns_(std::exchange(other.owns_, false)) {}
  DatabaseTransaction& operator=(DatabaseTransaction&& other) noexcept;
  ~DatabaseTransaction() { release(); }

  // The same transaction with another limit for each call; zero is none. Good while the transaction is.
  [[nodiscard]] DatabaseQueries within(Duration limit) const { return {*engine_, lease_, DatabaseTerms(limit)}; }

  // Makes the changes last. When it throws, none of them has, with two exceptions: after Timeout or Cancelled it may still happen, and
  // when a server is lost in the middle of it (Unavailable), it may have.
  [[nodiscard]] DatabaseCall<DatabaseDone> commit();
  [[nodiscard]] DatabaseTryCall<DatabaseDone> try_commit();

  // Undoes the changes now, rather than at the end of the scope.
  [[nodiscard]] DatabaseCall<DatabaseDone> rollback();
  [[nodiscard]] DatabaseTryCall<DatabaseDone> try_rollback();

 private:
  void release() noexcept;

  bool owns_ = true;  // Ends the transaction with itself; false once moved from.
};

static_assert(!std::is_aggregate_v<DatabaseTransaction>);

// A transaction begun.
class DatabaseBegin final : public DatabaseJob {
 public:
  using Value = DatabaseTransaction;
  DatabaseBegin(DatabaseEngine& engine, Duration limit) : DatabaseJob(DatabaseJobKind::Begin, {}, {}), engine_(engine), limit_(limit) {}
  [[nodiscard]] Value value() { return {engine_, take_lease(), limit_}; }

 private:
  DatabaseEngine& engine_;
  Duration limit_;
};

}  // namespace saki
