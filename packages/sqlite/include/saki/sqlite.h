// SPDX-License-Identifier: Apache-2.0
//
// Sqlite: an SQLite database that never blocks a loop.
//
//   auto& db = request.use<saki::Sqlite>();
//   auto note = co_await db.one<Note>("select * from notes where id = ?", id);
//   auto changes = co_await db.execute("insert into notes (title) values (?)", title);
//
// One connection writes, several read, each on a thread of its own, in write-ahead-log mode: readers never wait for the writer. A
// statement is prepared once per connection. What only reads goes to the readers, all else to the writer, as SQLite itself judges.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "saki/database_provider.h"
#include "saki/package.h"
#include "saki/sqlite/error.h"
#include "saki/sqlite/names.h"
#include "saki/sqlite/options.h"
#include "saki/store_provider.h"
#include "saki/task/task.h"

namespace saki {

class BlockingPool;
class SqliteCore;

class Sqlite final : public Package,
                     public SqliteAccess,
                     private DatabaseProvider,
                     private StoreProvider {  // Affinity: any between start() or open(), and stop().
 public:
  Sqlite();
  ~Sqlite() override;  // As stop().

  // A script that is run at each start, in a transaction of its own, in the order added: `create table if not exists …`. `name` is what
  // errors call it: "sql/schema.sql". Before start() or open().
  void add_script(std::string_view name, std::string_view sql);

  // As a package: opens what the section `sqlite` of the configuration says. A relative path lies below data_dir; folders missing on
  // the way there are made. Offers itself as the service's Database, and to keep its Store.
  [[nodiscard]] std::string_view name() const noexcept override { return "sqlite"; }
  [[nodiscard]] bool may_be_off() const noexcept override { return true; }
  void declare_settings(ConfigSchema& schema) override;
  [[nodiscard]] std::unique_ptr<MigrationBackend> migration_backend(const PackageContext& context) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;
  void stop_worker(Loop& loop) noexcept override;
  [[nodiscard]] Health health() const override;  // Failing since a full disk, a damaged file; until a change was made again.
  void measure(Measures& measures) const override;

  // By itself, for a second database or a test: opens the file, made if missing, on the connections' threads, and waits for them; so
  // before the loops run. Each thing that is wrong is one diagnostic that names the file and the way out; then nothing is left open.
  [[nodiscard]] Diagnostics open(const SqliteOptions& options);

  // Copies the database as it is now to `path`, below data_dir unless absolute, while it goes on being read and written; returns the
  // copy's bytes. It has the path's name once it is whole and on the disk: until then, and where it fails, what was there before stays.
  // `pool` is that of the request or job: `co_await db.backup(request.blocking(), "backups/notes.db")`.
  //
  // Errors: thrown as a SqliteError: Unavailable, Full, as the place of the copy is; Statement for a database in memory; Closed when the
  // service stops meanwhile; Exhausted when the pool is. Cancelled, or dropped, the copy is given up at its next piece.
  [[nodiscard]] Task<std::uint64_t> backup(BlockingPool& pool, std::string path) const;

  // Interrupts what runs, refuses what waits (Closed), joins the threads. Idempotent; afterwards it may be opened again.
  void stop() noexcept override;

 private:
  [[nodiscard]] DatabaseAccess database() noexcept override { return *this; }
  [[nodiscard]] std::unique_ptr<StoreEngine> open_store(std::string_view name, const StoreOptions& options,
                                                        Diagnostics& diagnostics) override;
  explicit Sqlite(std::unique_ptr<SqliteCore> core);

  std::unique_ptr<SqliteCore> owned_;
  const PackageContext* context_ = nullptr;  // Null where it was not started as a package.
  std::shared_ptr<std::atomic<bool>> stopping_ = std::make_shared<std::atomic<bool>>(false);  // For copies on their way.
};

}  // namespace saki
