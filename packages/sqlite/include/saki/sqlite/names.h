// SPDX-License-Identifier: Apache-2.0
//
// The names that SQLite's calls, transactions and jobs have: those that all databases share.
#pragma once

#include "saki/database_access.h"

namespace saki {

using SqliteQueries = DatabaseQueries;
using SqliteAccess = DatabaseAccess;
using SqliteTransaction = DatabaseTransaction;
template <class J>
using SqliteCall = DatabaseCall<J>;
template <class J>
using SqliteTryCall = DatabaseTryCall<J>;

using SqliteJob = DatabaseJob;
using SqliteJobKind = DatabaseJobKind;
using SqliteChange = DatabaseChange;
using SqliteDone = DatabaseDone;
template <Row T>
using SqliteOne = DatabaseOne<T>;
template <Row T>
using SqliteAll = DatabaseAll<T>;

}  // namespace saki
