// SPDX-License-Identifier: Apache-2.0
#include "saki/sqlite.h"

#include "core.h"
#include "store/sqlite_store_opening.h"

namespace saki {

Sqlite::Sqlite() : Sqlite(std::make_unique<SqliteCore>()) {}
Sqlite::Sqlite(std::unique_ptr<SqliteCore> core) : SqliteAccess(*core, DatabaseTerms()), owned_(std::move(core)) {}
Sqlite::~Sqlite() = default;

void Sqlite::add_script(std::string_view name, std::string_view sql) { owned_->add_script({std::string(name), std::string(sql)}); }

Diagnostics Sqlite::open(const SqliteOptions& options) {
  terms_.limit = options.call_timeout;
  return owned_->open(options);
}

std::unique_ptr<StoreEngine> Sqlite::open_store(std::string_view name, const StoreOptions& options, Diagnostics& diagnostics) {
  return open_sqlite_store(*this, name, options, diagnostics);
}

void Sqlite::stop() noexcept { owned_->stop(); }

}  // namespace saki
