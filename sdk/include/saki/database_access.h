// SPDX-License-Identifier: Apache-2.0
//
// DatabaseAccess: a database as handlers meet it: the calls of DatabaseQueries, transactions, and the terms of each call.
#pragma once

#include <utility>

#include "saki/database_queries.h"
#include "saki/database_transaction.h"

namespace saki {

class DatabaseAccess : public DatabaseQueries {  // Affinity: any for the object, loop for the awaiting.
 public:
  DatabaseAccess(DatabaseEngine& engine, DatabaseTerms terms) noexcept : DatabaseQueries(engine, nullptr, terms) {}

  // Takes a connection, once one is free, for a transaction; see DatabaseTransaction. Errors as of every call.
  [[nodiscard]] DatabaseCall<DatabaseBegin> begin() const;
  [[nodiscard]] DatabaseTryCall<DatabaseBegin> try_begin() const;

  // The same database with another limit for each call, from now to its answer; zero is none.
  [[nodiscard]] DatabaseAccess within(Duration limit) const noexcept { return {*engine_, DatabaseTerms(limit, terms_.repeatable)}; }

  // The same database for statements that do no harm when they are run twice: one whose connection broke before its answer came is
  // made once more, on another. All others then fail as Unavailable: whether they were done cannot be known.
  [[nodiscard]] DatabaseAccess repeatable() const noexcept { return {*engine_, DatabaseTerms(terms_.limit, true)}; }
};

}  // namespace saki
