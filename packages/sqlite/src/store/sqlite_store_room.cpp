// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store_room.h"

#include <algorithm>
#include <utility>

#include "saki/bytes.h"
#include "saki/measures.h"

namespace saki {
namespace {

constexpr std::int64_t kMostAtOnce = 500;

}  // namespace

Task<bool> SqliteStoreRoom::make(const DatabaseQueries& queries, const std::string& key, std::int64_t growth, std::int64_t now,
                                 std::vector<SqliteStoreChange>& changes) {
  bool has_expired = true;
  for (std::int64_t at_once = 1;; at_once = std::min(2 * at_once, kMostAtOnce)) {
    const auto bytes = co_await queries.one<std::int64_t>(sql_.size);
    if (bytes.value_or(0) <= bound_ - growth) co_return true;
    if (!has_expired && (!evicts_ || growth > bound_)) break;
    std::vector<Bytes> gone;
    if (has_expired)
      gone = co_await queries.all<Bytes>(sql_.sweep, now, kMostAtOnce);
    else
      gone = co_await queries.all<Bytes>(sql_.evict, Bytes(key), at_once);
    if (gone.empty() && !has_expired) break;
    for (const Bytes& each : gone) {
      changes.push_back({has_expired ? StoreEventKind::Expired : StoreEventKind::Evicted, std::string(each.text())});
    }
    has_expired = has_expired && !gone.empty();
  }
  refused_.fetch_add(1, std::memory_order_relaxed);
  co_return false;
}

void SqliteStoreRoom::note_use(const std::string& key) {
  if (!evicts_) return;
  const std::lock_guard lock(mutex_);
  if (used_.size() < kUsesNoted) used_.insert(key);
}

Task<> SqliteStoreRoom::write_uses(const DatabaseAccess& database, std::int64_t now) {
  std::set<std::string, std::less<>> used;
  {
    const std::lock_guard lock(mutex_);
    used.swap(used_);
  }
  if (used.empty()) co_return;
  auto transaction = co_await database.begin();
  for (const std::string& key : used) co_await transaction.execute(sql_.touch, now, Bytes(key));
  co_await transaction.commit();
}

void SqliteStoreRoom::count(const std::vector<SqliteStoreChange>& changes) noexcept {
  const auto evicted = std::ranges::count(changes, StoreEventKind::Evicted, &SqliteStoreChange::kind);
  evicted_.fetch_add(static_cast<std::uint64_t>(evicted), std::memory_order_relaxed);
}

void SqliteStoreRoom::measure(Measures& measures, std::string_view store) const {
  measures.counter("store_evicted_total", "Keys that made room for others.", evicted_.load(std::memory_order_relaxed), {{"store", store}});
  measures.counter("store_refused_total", "Values for which there was no room.", refused_.load(std::memory_order_relaxed),
                   {{"store", store}});
}

}  // namespace saki
