// SPDX-License-Identifier: Apache-2.0
//
// DatabaseQueries: the calls that a database and a transaction have in common.
//
// A T is a struct with RowTraits (every type of a manifest), a tuple, or one value. Parameters stand for `?` in the statement, in
// their order, and are copied before the call returns. Each call has two forms:
//
//   co_await db.one<Note>(…)      the value; throws DatabaseError, or Cancelled
//   co_await db.try_one<Note>(…)  std::expected of the value or a DatabaseError, whose kind may be Cancelled
//
// Errors: a violation, which names its constraint; Busy when another's lock stays; Timeout past the call's limit; Exhausted when the
// queue is full or a result has more than max_rows; Full, ReadOnly, Corrupt, Unavailable, as the database is; Statement; Mismatch; Closed.
#pragma once

#include <concepts>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "saki/database_call.h"
#include "saki/database_results.h"
#include "saki/database_rows.h"

namespace saki {

template <class... A>
concept SqlArguments = (std::constructible_from<SqlValue, A> && ...);

// What holds for each call, from now to its answer.
class DatabaseTerms {  // Affinity: any; a value.
 public:
  explicit DatabaseTerms(Duration call_limit = Duration::zero(), bool may_repeat = false) noexcept
      : limit(call_limit), repeatable(may_repeat) {}

  Duration limit;   // Zero is none.
  bool repeatable;  // A call whose connection broke is made once more.
};

class DatabaseQueries {  // Affinity: any for the object, loop for the awaiting.
 public:
  DatabaseQueries(DatabaseEngine& engine, std::shared_ptr<DatabaseLease> lease, DatabaseTerms terms) noexcept
      : engine_(&engine), lease_(std::move(lease)), terms_(terms) {}

  // The first row, or nothing. A statement that only reads stops there.
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseCall<DatabaseOne<T>> one(std::string_view sql, A&&... arguments) const {
    return call<DatabaseCall, DatabaseOne<T>>(sql, std::forward<A>(arguments)...);
  }
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseTryCall<DatabaseOne<T>> try_one(std::string_view sql, A&&... arguments) const {
    return call<DatabaseTryCall, DatabaseOne<T>>(sql, std::forward<A>(arguments)...);
  }

  // All rows, at most max_rows of the package's section.
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseCall<DatabaseAll<T>> all(std::string_view sql, A&&... arguments) const {
    return call<DatabaseCall, DatabaseAll<T>>(sql, std::forward<A>(arguments)...);
  }
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseTryCall<DatabaseAll<T>> try_all(std::string_view sql, A&&... arguments) const {
    return call<DatabaseTryCall, DatabaseAll<T>>(sql, std::forward<A>(arguments)...);
  }

  // All rows, with whatever columns and types they have.
  template <class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseCall<DatabaseTable> query(std::string_view sql, A&&... arguments) const {
    return call<DatabaseCall, DatabaseTable>(sql, std::forward<A>(arguments)...);
  }
  template <class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseTryCall<DatabaseTable> try_query(std::string_view sql, A&&... arguments) const {
    return call<DatabaseTryCall, DatabaseTable>(sql, std::forward<A>(arguments)...);
  }

  // Row after row, as many as there are, none of them kept: the database is read no faster than rows are taken. Nothing is sent before
  // the first is asked for. See DatabaseRows.
  template <Row T, class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseRows<T> each(std::string_view sql, A&&... arguments) const {
    return {*engine_, lease_, job<DatabaseStream<T>>(sql, std::forward<A>(arguments)...), terms_.limit};
  }

  // Runs the statement to its end; rows are dropped. Gives how many rows changed and the last id inserted.
  template <class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseCall<DatabaseChange> execute(std::string_view sql, A&&... arguments) const {
    return call<DatabaseCall, DatabaseChange>(sql, std::forward<A>(arguments)...);
  }
  template <class... A>
    requires SqlArguments<A...>
  [[nodiscard]] DatabaseTryCall<DatabaseChange> try_execute(std::string_view sql, A&&... arguments) const {
    return call<DatabaseTryCall, DatabaseChange>(sql, std::forward<A>(arguments)...);
  }

  // Runs several statements without parameters, all or none of them: in a transaction of their own, or in this one. (In MySQL a
  // statement that changes the schema ends the transaction it stands in: what came before it stays.)
  [[nodiscard]] DatabaseCall<DatabaseDone> execute_script(std::string_view sql) const;
  [[nodiscard]] DatabaseTryCall<DatabaseDone> try_execute_script(std::string_view sql) const;

  // Whose SQL it is: "sqlite", "mysql".
  [[nodiscard]] std::string_view dialect() const noexcept { return engine_->dialect(); }

 protected:
  template <template <class> class Call, class J, class... A>
  [[nodiscard]] Call<J> call(std::string_view sql, A&&... arguments) const {
    return {*engine_, lease_, job<J>(sql, std::forward<A>(arguments)...), terms_.limit};
  }
  template <class J, class... A>
  [[nodiscard]] std::shared_ptr<J> job(std::string_view sql, A&&... arguments) const {
    SqlParameters parameters;
    parameters.reserve(sizeof...(A));
    (parameters.emplace_back(std::forward<A>(arguments)), ...);
    auto made = std::allocate_shared<J>(FrameAllocator<J>(), DatabaseJobKind::Statement, sql, std::move(parameters));
    made->set_repeatable(terms_.repeatable);
    return made;
  }
  [[nodiscard]] static std::shared_ptr<DatabaseDone> simple_job(DatabaseJobKind kind, std::string_view sql = {});

  DatabaseEngine* engine_;
  std::shared_ptr<DatabaseLease> lease_;  // The transaction, if this is one.
  DatabaseTerms terms_;
};

}  // namespace saki
