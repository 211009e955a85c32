// SPDX-License-Identifier: Apache-2.0
//
// SqliteStore: a store in a table of an SQLite database, on the connections that the service has. What needs a look before it changes is a
// transaction; several calls of one batch are one, too.
//
// Watchers are told of what this process changes. Other processes may use the same file, and see the same.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "saki/database_access.h"
#include "saki/store_engine.h"
#include "saki/store_rule.h"
#include "saki/store_watchers.h"
#include "store/sqlite_store_room.h"
#include "store/sqlite_store_sql.h"

namespace saki {

class SqliteStoreSweeper;

class SqliteStore final : public StoreEngine {  // Affinity: any for the object, loop for the awaiting.
 public:
  // Of `sqlite` it takes the bound.
  SqliteStore(const DatabaseAccess& database, std::string_view name, const StoreOptions& options, const SqliteOptions& sqlite);
  ~SqliteStore() override;

  // Makes the table, where it is missing. Errors: what the database says.
  [[nodiscard]] Task<StoreResult<void>> create();

  [[nodiscard]] bool shared() const noexcept override { return false; }
  [[nodiscard]] bool kept() const noexcept override { return kept_; }
  void start_worker(Loop& loop) override;
  void stop_worker(Loop& loop) noexcept override;
  void stop() noexcept override { watchers_.close(); }
  void measure(Measures& measures) const override { room_.measure(measures, name_); }

  // Notes what was used, and removes what has expired, some of it at once. Gives whether there may be more. Throws DatabaseError.
  [[nodiscard]] Task<bool> sweep();

 private:
  using Change = SqliteStoreChange;

  [[nodiscard]] Task<StoreResult<StoreAnswer>> carry_out(StoreOperation operation) override;
  [[nodiscard]] Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation> operations) override;
  [[nodiscard]] Task<StoreResult<StorePage>> read_page(StoreScan scan) override;
  [[nodiscard]] Task<StoreResult<StoreWatch>> begin_watch(StoreTopic topic) override;

  // These throw what the database says.
  [[nodiscard]] Task<StoreAnswer> run_one(StoreOperation operation);
  [[nodiscard]] Task<StoreAnswers> run_several(std::vector<StoreOperation> operations);
  [[nodiscard]] Task<StorePage> page(StoreScan scan);
  [[nodiscard]] Task<StoreResult<StoreAnswer>> apply(const DatabaseQueries& queries, StoreOperation& operation,
                                                     std::vector<Change>& changes);
  [[nodiscard]] Task<> make_table();
  [[nodiscard]] Task<bool> fits(const DatabaseQueries& queries, const std::string& key, std::int64_t growth, std::vector<Change>& changes);
  [[nodiscard]] Task<> make(const DatabaseQueries& queries, const std::string& key, StoreDecision& decision);

  void publish(const std::vector<Change>& changes);

  const DatabaseAccess database_;
  const std::string name_;
  const bool evicts_;
  const bool kept_;
  const SqliteStoreSql sql_;
  SqliteStoreRoom room_;
  StoreWatchers watchers_;
  std::mutex mutex_;                  // Guards the next.
  std::unique_ptr<SqliteStoreSweeper> sweeper_;  // Of the worker that started first.
};

}  // namespace saki
