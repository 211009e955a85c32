// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store_sweeper.h"

#include "saki/database_error.h"
#include "store/sqlite_store.h"

namespace saki {

SqliteStoreSweeper::SqliteStoreSweeper(SqliteStore& store, Loop& loop)
    : Timer(loop, "store expiry"), store_(store), scope_(loop, "store expiry") {
  start_after(kInterval);
}

void SqliteStoreSweeper::expire() { scope_.spawn(sweep, this); }

// What could not be removed now is removed later: whoever uses the store is told what stands in the way.
Task<> SqliteStoreSweeper::sweep(SqliteStoreSweeper* sweeper) {
  bool has_more = false;
  try {
    has_more = co_await sweeper->store_.sweep();
  } catch (const DatabaseError&) {
    has_more = false;
  }
  sweeper->start_after(has_more ? Duration::zero() : Duration(kInterval));
}

}  // namespace saki
