// SPDX-License-Identifier: Apache-2.0
#include "saki/sqlite.h"

#include "core.h"

namespace saki {

Sqlite::Sqlite() : Sqlite(std::make_unique<SqliteCore>()) {}
Sqlite::Sqlite(std::unique_ptr<SqliteCore> core) : SqliteAccess(*core, DatabaseTerms()), owned_(std::move(core)) {}
Sqlite::~Sqlite() = default;

void Sqlite::add_script(std::string_view name, std::string_view sql) { owned_->add_script({std::string(name), std::string(sql)}); }

Diagnostics Sqlite::open(const SqliteOptions& options) {
  terms_.limit = options.call_timeout;
  return owned_->open(options);
}

void Sqlite::stop() noexcept { owned_->stop(); }

}  // namespace saki
