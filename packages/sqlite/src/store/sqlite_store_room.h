// SPDX-License-Identifier: Apache-2.0
//
// SqliteStoreRoom: keeps a store's table below its bound of bytes. What has expired makes room first; then, where the options say so, what
// was used longest ago, else what would not fit is refused.
//
// Triggers count the bytes, so that the count is exact for all processes on the file, whatever changes a row. A row's last use is its last
// change, or a read that was noted: those are written once a second, kUsesNoted keys at most, so that reading stays reading.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "saki/database_access.h"
#include "saki/sqlite/options.h"
#include "saki/store_event.h"
#include "saki/task/task.h"
#include "store/sqlite_store_sql.h"

namespace saki {

class Measures;

struct SqliteStoreChange {
  StoreEventKind kind;
  std::string key;
};

class SqliteStoreRoom {  // Affinity: any for the object, loop for the awaiting.
 public:
  static constexpr std::size_t kUsesNoted = 1'000;

  SqliteStoreRoom(const SqliteOptions& options, const SqliteStoreSql& sql)
      : bound_(options.store_bytes == 0 ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(options.store_bytes)),
        evicts_(options.store_eviction == SqliteStoreEviction::Lru),
        sql_(sql) {}

  [[nodiscard]] std::int64_t bound() const noexcept { return bound_; }

  // What an entry counts.
  [[nodiscard]] static std::int64_t cost(std::size_t key_bytes, std::size_t value_bytes) noexcept {
    return static_cast<std::int64_t>(key_bytes + value_bytes) + SqliteStoreSql::kEntryBytes;
  }

  // Makes room for so many bytes more without touching `key`, inside a transaction; what went is put to `changes`. False where there is
  // none. Throws DatabaseError.
  [[nodiscard]] Task<bool> make(const DatabaseQueries& queries, const std::string& key, std::int64_t growth, std::int64_t now,
                                std::vector<SqliteStoreChange>& changes);

  void note_use(const std::string& key);
  [[nodiscard]] Task<> write_uses(const DatabaseAccess& database, std::int64_t now);  // Throws DatabaseError.

  void count(const std::vector<SqliteStoreChange>& changes) noexcept;  // Once they are made.
  void measure(Measures& measures, std::string_view store) const;

 private:
  const std::int64_t bound_;
  const bool evicts_;
  const SqliteStoreSql& sql_;
  std::mutex mutex_;  // Guards the next.
  std::set<std::string, std::less<>> used_;
  std::atomic<std::uint64_t> evicted_ = 0;
  std::atomic<std::uint64_t> refused_ = 0;
};

}  // namespace saki
