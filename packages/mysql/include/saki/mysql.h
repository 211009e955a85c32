// SPDX-License-Identifier: Apache-2.0
//
// Mysql: a MySQL or MariaDB server, asked from the loop without blocking it.
//
//   auto& db = request.use<saki::Mysql>();
//   auto note = co_await db.one<Note>("select * from notes where id = ?", id);
//   auto changes = co_await db.execute("insert into notes (title) values (?)", title);
//
// Each worker has connections of its own, min_connections to max_connections of them; calls that find none free wait in order. A
// statement is prepared once per connection. A connection that breaks is replaced; the call that was on it fails as Unavailable, unless
// nothing of it had been sent yet, or it was made through repeatable(): then it is made again on another.
#pragma once

#include <memory>
#include <string_view>

#include "saki/database_provider.h"
#include "saki/mysql/error.h"
#include "saki/mysql/options.h"
#include "saki/package.h"

namespace saki {

class MysqlCore;

class Mysql final : public Package, public DatabaseAccess, private DatabaseProvider {  // Affinity: any between start() and stop().
 public:
  Mysql();
  ~Mysql() override;  // As stop().

  // A script that is run at each start, in the order added: `create table if not exists …`. `name` is what errors call it:
  // "sql/schema.sql". One service at a time runs its scripts. Before start() or open().
  void add_script(std::string_view name, std::string_view sql);

  // As a package: takes what the section `mysql` of the configuration says; waits for the server for start_timeout. Offers itself as the
  // service's Database.
  [[nodiscard]] std::string_view name() const noexcept override { return "mysql"; }
  [[nodiscard]] bool may_be_off() const noexcept override { return true; }
  void declare_settings(ConfigSchema& schema) override;
  [[nodiscard]] std::unique_ptr<MigrationBackend> migration_backend(const PackageContext& context) override;
  void start(const PackageContext& context, Diagnostics& diagnostics) override;
  void start_worker(Loop& loop) override;          // Makes the worker's connections: calls are for its thread from here.
  void stop_worker(Loop& loop) noexcept override;  // Closes them; calls that wait are refused as Closed.
  [[nodiscard]] Health health() const override;    // Failing while no worker can reach the server.
  void measure(Measures& measures) const override;

  // By itself, for a second database or a test: asks the server and runs the scripts; each loop that calls needs start_worker().
  [[nodiscard]] Diagnostics open(const MysqlOptions& options);

  // After every worker has stopped. Idempotent; afterwards it may be opened again.
  void stop() noexcept override;

 private:
  [[nodiscard]] DatabaseAccess database() noexcept override { return *this; }
  explicit Mysql(std::unique_ptr<MysqlCore> core);

  std::unique_ptr<MysqlCore> core_;
};

}  // namespace saki
