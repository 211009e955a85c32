// SPDX-License-Identifier: Apache-2.0
//
// open_sqlite_store: a store's engine on a database that is open, and its table in it.
#pragma once

#include <memory>
#include <string_view>

#include "saki/base/diagnostics.h"
#include "saki/database_access.h"
#include "saki/sqlite/options.h"
#include "saki/store_engine.h"

namespace saki {

// Waits for the table, on a loop of its own; so before the workers run. Gives null where something stands in the way, which is told.
[[nodiscard]] std::unique_ptr<StoreEngine> open_sqlite_store(const DatabaseAccess& database, std::string_view name,
                                                             const StoreOptions& options, const SqliteOptions& sqlite,
                                                             Diagnostics& diagnostics);

}  // namespace saki
