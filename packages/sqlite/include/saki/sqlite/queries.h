// SPDX-License-Identifier: Apache-2.0
//
// SqliteQueries: the calls that a database and a transaction have in common.
//
// A T is a struct with RowTraits (every type of a manifest), a tuple, or one value. Parameters stand for `?` in the statement, in
// their order, and are copied before the call returns. Each call has two forms:
//
//   co_await db.one<Note>(…)      the value; throws DatabaseError (a SqliteError), or Cancelled
//   co_await db.try_one<Note>(…)  std::expected of the value or a SqliteError, whose kind may be Cancelled
//
// Errors: a violation, which names its constraint; Busy past busy_timeout; Timeout past the call's limit; Exhausted when the queue is
// full or a result has more than max_rows; Full, ReadOnly, Corrupt, Unavailable, as the file is; Statement; Mismatch; Closed.
#pragma once

#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/sqlite/call.h"

namespace saki {

template <class... A>
concept SqlArguments = (std::constructible_from<SqlValue, A> && ...);

class SqliteQueries {  // Affinity: any for the object, loop for the awaiting.
 public:
  SqliteQueries(SqliteCore& core, std::shared_ptr<SqliteLease> lease, Duration limit) noexcept
      : core_(&core), lease_(std::move(lease)), limit_(limit) {}

  // The first row, or nothing. A statement that only reads stops there.
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] SqliteCall<SqliteOne<T>> one(std::string_view sql, A&&... arguments) const {
    return {*core_, lease_, job<SqliteOne<T>>(sql, std::forward<A>(arguments)...), limit_};
  }
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] SqliteTryCall<SqliteOne<T>> try_one(std::string_view sql, A&&... arguments) const {
    return {*core_, lease_, job<SqliteOne<T>>(sql, std::forward<A>(arguments)...), limit_};
  }

  // All rows, at most SqliteOptions::max_rows.
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] SqliteCall<SqliteAll<T>> all(std::string_view sql, A&&... arguments) const {
    return {*core_, lease_, job<SqliteAll<T>>(sql, std::forward<A>(arguments)...), limit_};
  }
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] SqliteTryCall<SqliteAll<T>> try_all(std::string_view sql, A&&... arguments) const {
    return {*core_, lease_, job<SqliteAll<T>>(sql, std::forward<A>(arguments)...), limit_};
  }

  // Runs the statement to its end; rows are dropped. Gives how many rows changed and the last id inserted.
  template <class... A>
    requires SqlArguments<A...>
  [[nodiscard]] SqliteCall<SqliteChange> execute(std::string_view sql, A&&... arguments) const {
    return {*core_, lease_, job<SqliteChange>(sql, std::forward<A>(arguments)...), limit_};
  }
  template <class... A>
    requires SqlArguments<A...>
  [[nodiscard]] SqliteTryCall<SqliteChange> try_execute(std::string_view sql, A&&... arguments) const {
    return {*core_, lease_, job<SqliteChange>(sql, std::forward<A>(arguments)...), limit_};
  }

  // Runs several statements without parameters, all or none of them: in a transaction of their own, or in this one.
  [[nodiscard]] SqliteCall<SqliteDone> execute_script(std::string_view sql) const;
  [[nodiscard]] SqliteTryCall<SqliteDone> try_execute_script(std::string_view sql) const;

 protected:
  template <class J, class... A>
  [[nodiscard]] static std::shared_ptr<J> job(std::string_view sql, A&&... arguments) {
    std::vector<SqlValue> parameters;
    parameters.reserve(sizeof...(A));
    (parameters.emplace_back(std::forward<A>(arguments)), ...);
    return std::make_shared<J>(SqliteJobKind::Statement, sql, std::move(parameters));
  }
  [[nodiscard]] static std::shared_ptr<SqliteDone> simple_job(SqliteJobKind kind, std::string_view sql = {});

  SqliteCore* core_;
  std::shared_ptr<SqliteLease> lease_;  // The transaction, if this is one.
  Duration limit_;
};

}  // namespace saki
