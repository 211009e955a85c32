// SPDX-License-Identifier: Apache-2.0
#include "store/sqlite_store.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "saki/bytes.h"
#include "store/sqlite_store_sweeper.h"

namespace saki {
namespace {

using Microseconds = std::chrono::microseconds;

constexpr const char* kName = "sqlite";
constexpr std::uint32_t kSweptAtOnce = 500;

StoreErrorKind kind_of(DatabaseErrorKind kind) noexcept {
  switch (kind) {
    case DatabaseErrorKind::Busy:
    case DatabaseErrorKind::Timeout: return StoreErrorKind::Timeout;
    case DatabaseErrorKind::Cancelled: return StoreErrorKind::Cancelled;
    case DatabaseErrorKind::Exhausted: return StoreErrorKind::Exhausted;
    case DatabaseErrorKind::Closed: return StoreErrorKind::Closed;
    case DatabaseErrorKind::Full: return StoreErrorKind::Full;
    default: return StoreErrorKind::Unavailable;
  }
}

std::unexpected<StoreError> told(const DatabaseError& error) {
  return std::unexpected(StoreError(kind_of(error.kind()), error.what(), kName));
}
std::unexpected<StoreError> cancelled() { return std::unexpected(StoreError(StoreError::Cancelled, "nobody waits any more", kName)); }

// What a task throws, as a result.
template <class T>
Task<StoreResult<T>> guarded(Task<T> task) {
  Task<T> run = std::move(task);
  try {
    if constexpr (std::is_void_v<T>) {
      co_await std::move(run);
      co_return StoreResult<void>();
    } else {
      T value = co_await std::move(run);
      co_return std::move(value);
    }
  } catch (const StoreError& error) {
    co_return std::unexpected(error);
  } catch (const DatabaseError& error) {
    co_return told(error);
  } catch (const Cancelled&) {
    co_return cancelled();
  }
}

std::int64_t now() { return Loop::current()->clock().wall().time_since_epoch().count(); }

std::int64_t end_of(Duration ttl) {
  if (ttl == StoreOperation::kForever) return 0;
  const std::int64_t span = std::max<std::int64_t>(1, std::chrono::ceil<Microseconds>(ttl).count());
  std::int64_t end = 0;
  return __builtin_add_overflow(now(), span, &end) ? INT64_MAX : end;
}

// Behind every key that the store may have.
std::string last_key(std::size_t key_bytes) { return std::string(key_bytes + 1, '\xff'); }

// The first text behind all that begin with `prefix`.
std::string behind_prefix(std::string prefix, std::size_t key_bytes) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.pop_back();
  if (prefix.empty()) return last_key(key_bytes);
  prefix.back() = static_cast<char>(prefix.back() + 1);
  return prefix;
}

}  // namespace

SqliteStore::SqliteStore(const DatabaseAccess& database, std::string_view name, const StoreOptions& options, const SqliteOptions& sqlite)
    : StoreEngine(options),
      database_(database.within(options.call_timeout)),
      name_(name),
      evicts_(sqlite.store_eviction == SqliteStoreEviction::Lru),
      kept_(!evicts_ && sqlite.path != ":memory:"),
      sql_(name),
      room_(sqlite, sql_),
      watchers_(options.watch_count, options.watch_queue_count) {}

SqliteStore::~SqliteStore() = default;

Task<StoreResult<void>> SqliteStore::create() { return guarded(make_table()); }

Task<> SqliteStore::make_table() {
  co_await database_.execute_script(sql_.create);
  const auto has_used = co_await database_.one<std::int64_t>(sql_.has_used);
  if (has_used == 0) co_await database_.execute(sql_.add_used);
  co_await database_.execute_script(sql_.count_size);
  if (evicts_) co_await database_.execute(sql_.index_used);
}

// --- operations

Task<StoreResult<StoreAnswer>> SqliteStore::carry_out(StoreOperation operation) { return guarded(run_one(std::move(operation))); }

Task<StoreResult<StoreAnswers>> SqliteStore::carry_out_all(std::vector<StoreOperation> operations) {
  return guarded(run_several(std::move(operations)));
}

Task<StoreAnswer> SqliteStore::run_one(StoreOperation operation) {
  std::vector<Change> changes;
  if (operation.kind == StoreOperationKind::Get) {
    StoreResult<StoreAnswer> answer = co_await apply(database_, operation, changes);
    co_return *std::move(answer);
  }
  if (operation.kind == StoreOperationKind::Set) {  // Whatever was there.
    const std::int64_t cost = SqliteStoreRoom::cost(operation.key.size(), operation.value.size());
    const SqlChanges put = co_await database_.execute(sql_.put_if_fits, Bytes(operation.key), Bytes(operation.value), end_of(operation.ttl),
                                                      now(), cost, room_.bound());
    if (put.count() > 0) watchers_.publish(StoreEventKind::Changed, operation.key);
    if (put.count() > 0) co_return StoreAnswer();
  }
  auto transaction = co_await database_.begin();
  StoreResult<StoreAnswer> answer = co_await apply(transaction, operation, changes);
  if (!answer) throw StoreError(std::move(answer.error()));
  if (!changes.empty()) co_await transaction.commit();
  publish(changes);
  co_return *std::move(answer);
}

Task<StoreAnswers> SqliteStore::run_several(std::vector<StoreOperation> operations) {
  StoreAnswers answers;
  std::vector<Change> changes;
  const bool only_looks = std::ranges::all_of(operations, [](const auto& each) { return each.kind == StoreOperationKind::Get; });
  std::optional<DatabaseTransaction> transaction;
  if (!only_looks) {
    auto begun = co_await database_.begin();
    transaction.emplace(std::move(begun));
  }
  const DatabaseQueries& queries = transaction ? static_cast<const DatabaseQueries&>(*transaction) : database_;
  for (StoreOperation& operation : operations) {
    StoreResult<StoreAnswer> answer = co_await apply(queries, operation, changes);
    answers.push_back(std::move(answer));
  }
  if (!changes.empty()) co_await transaction->commit();
  publish(changes);
  co_return answers;
}

Task<StoreResult<StoreAnswer>> SqliteStore::apply(const DatabaseQueries& queries, StoreOperation& operation, std::vector<Change>& changes) {
  const std::int64_t time = now();
  const std::optional<Bytes> found = co_await queries.one<Bytes>(sql_.get, Bytes(operation.key), time);
  std::optional<std::string_view> stored;
  if (found) stored = found->text();
  auto decision = decide(operation, stored, Microseconds(time), options().value_bytes);
  if (!decision) co_return std::unexpected(std::move(decision.error()));
  if (found && operation.kind == StoreOperationKind::Get) room_.note_use(operation.key);
  if (decision->effect == StoreEffect::Nothing) co_return std::move(decision->answer);
  if (decision->effect == StoreEffect::Put || decision->effect == StoreEffect::Replace) {
    const std::int64_t before = found ? SqliteStoreRoom::cost(operation.key.size(), found->size()) : 0;
    const std::int64_t growth = SqliteStoreRoom::cost(operation.key.size(), decision->value.size()) - before;
    const bool has_room = co_await fits(queries, operation.key, growth, changes);
    if (!has_room)
      co_return std::unexpected(StoreError(StoreError::Full, "the store's table is full; `sqlite.store_bytes` bounds it", kName));
  }
  co_await make(queries, operation.key, *decision);
  const bool is_removal = decision->effect == StoreEffect::Remove;
  changes.push_back({is_removal ? StoreEventKind::Removed : StoreEventKind::Changed, operation.key});
  co_return std::move(decision->answer);
}

Task<bool> SqliteStore::fits(const DatabaseQueries& queries, const std::string& key, std::int64_t growth, std::vector<Change>& changes) {
  if (growth <= 0) co_return true;
  co_return co_await room_.make(queries, key, growth, now(), changes);
}

Task<> SqliteStore::make(const DatabaseQueries& queries, const std::string& key, StoreDecision& decision) {
  const std::int64_t end = end_of(decision.ttl);
  switch (decision.effect) {
    case StoreEffect::Put: co_await queries.execute(sql_.put, Bytes(key), Bytes(decision.value), end, now()); break;
    case StoreEffect::Replace: co_await queries.execute(sql_.replace, Bytes(decision.value), now(), Bytes(key)); break;
    case StoreEffect::Expire: co_await queries.execute(sql_.expire, end, Bytes(key)); break;
    case StoreEffect::Remove: co_await queries.execute(sql_.remove, Bytes(key), std::int64_t{0}); break;
    case StoreEffect::Nothing: break;
  }
}

void SqliteStore::publish(const std::vector<Change>& changes) {
  room_.count(changes);
  for (const Change& change : changes) watchers_.publish(change.kind, change.key);
}

// --- pages

Task<StoreResult<StorePage>> SqliteStore::read_page(StoreScan scan) { return guarded(page(std::move(scan))); }

Task<StorePage> SqliteStore::page(StoreScan scan) {
  using Row = std::tuple<Bytes, Bytes>;
  const bool is_behind = !scan.after.empty() && scan.after >= scan.prefix;
  const Bytes from(is_behind ? scan.after : scan.prefix);
  const Bytes before(behind_prefix(scan.prefix, options().key_bytes));
  const auto most = static_cast<std::int64_t>(scan.limit + 1);  // One more tells that there is more.
  auto rows = database_.each<Row>(is_behind ? sql_.page_behind : sql_.page_from, from, before, now(), most);
  StorePage page;
  std::size_t bytes = 0;
  while (true) {
    const std::optional<Row> row = co_await rows.next();
    if (!row) break;
    if (page.entries.size() == scan.limit || bytes >= options().page_bytes) {
      page.next = page.entries.back().key;
      break;
    }
    const auto& [key, value] = *row;
    bytes += key.size() + value.size();
    page.entries.emplace_back(std::string(key.text()), std::string(value.text()));
  }
  co_return page;
}

// --- watching and expiry

Task<StoreResult<StoreWatch>> SqliteStore::begin_watch(StoreTopic topic) { co_return watchers_.watch(topic); }

Task<bool> SqliteStore::sweep() {
  co_await room_.write_uses(database_, now());
  const std::vector<Bytes> keys = co_await database_.all<Bytes>(sql_.sweep, now(), kSweptAtOnce);
  for (const Bytes& key : keys) watchers_.publish(StoreEventKind::Expired, key.text());
  co_return keys.size() == kSweptAtOnce;
}

void SqliteStore::start_worker(Loop& loop) {
  const std::lock_guard lock(mutex_);
  if (sweeper_ == nullptr) sweeper_ = std::make_unique<SqliteStoreSweeper>(*this, loop);
}

void SqliteStore::stop_worker(Loop& loop) noexcept {
  const std::lock_guard lock(mutex_);
  if (sweeper_ != nullptr && &sweeper_->loop() == &loop) sweeper_.reset();
}

}  // namespace saki
