// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store_opening.h"

#include <functional>

#include "saki/task/task_scope.h"
#include "store/sqlite_store.h"
#include "store/sqlite_store_sweeper.h"

namespace saki {
namespace {

Task<> create_table(SqliteStore& store, StoreResult<void>& outcome) { outcome = co_await store.create(); }

StoreResult<void> create_and_wait(SqliteStore& store) {
  auto loop = Loop::open({.name = "store"});
  if (!loop) return std::unexpected(StoreError(StoreError::Unavailable, loop.error().text(), "sqlite"));
  const LoopBinding binding(**loop);
  TaskScope scope(**loop, "store");
  StoreResult<void> outcome;
  scope.spawn(create_table, std::ref(store), std::ref(outcome));
  while (scope.running() > 0) (*loop)->run_once();
  return outcome;
}

}  // namespace

std::unique_ptr<StoreEngine> open_sqlite_store(const DatabaseAccess& database, std::string_view name, const StoreOptions& options,
                                               const SqliteOptions& sqlite, Diagnostics& diagnostics) {
  auto store = std::make_unique<SqliteStore>(database, name, options, sqlite);
  const StoreResult<void> created = create_and_wait(*store);
  if (created) return store;
  // A database that is not open has told why.
  if (diagnostics.empty()) diagnostics.add({}, "sqlite-store", std::string("the store's table cannot be made: ") + created.error().what());
  return nullptr;
}

}  // namespace saki
