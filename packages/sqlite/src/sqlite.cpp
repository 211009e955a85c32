// SPDX-License-Identifier: Apache-2.0
#include "saki/sqlite.h"

#include "backup.h"
#include "core.h"
#include "saki/task/blocking_pool.h"

namespace saki {

Sqlite::Sqlite() : Sqlite(std::make_unique<SqliteCore>()) {}
Sqlite::Sqlite(std::unique_ptr<SqliteCore> core) : SqliteAccess(*core, DatabaseTerms()), owned_(std::move(core)) {}
Sqlite::~Sqlite() = default;

void Sqlite::add_script(std::string_view name, std::string_view sql) { owned_->add_script({std::string(name), std::string(sql)}); }

Diagnostics Sqlite::open(const SqliteOptions& options) {
  terms_.limit = options.call_timeout;
  return owned_->open(options);
}

Task<std::uint64_t> Sqlite::backup(BlockingPool& pool, std::string path) const {
  // Ends the copy with the task, however that ends.
  class Ending {
   public:
    ~Ending() { flag->store(true, std::memory_order_relaxed); }
    const std::shared_ptr<std::atomic<bool>> flag = std::make_shared<std::atomic<bool>>(false);
  };
  const Ending ending;
  const std::string to = context_ != nullptr ? context_->data_path(path) : path;
  const Result<SqliteCopy> copied = co_await pool.run(copy_database, owned_->options().path, to, stopping_, ending.flag);
  if (!copied && copied.error() == Error::Cancelled) throw Cancelled();
  if (!copied) throw SqliteError(DatabaseErrorKind::Exhausted, "no thread is free for a copy of the database");
  if (!*copied) throw copied->error();
  co_return **copied;
}

void Sqlite::stop() noexcept { owned_->stop(); }

}  // namespace saki
