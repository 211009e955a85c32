// SPDX-License-Identifier: Apache-2.0
#include "store/memory_desk.h"

#include <chrono>
#include <utility>

#include "store/store_log.h"

namespace saki {
namespace {

constexpr int kExpiredPerTurn = 1'000;

Gcra::Instant wall_now(const Loop& loop) { return loop.clock().wall().time_since_epoch(); }

// Microseconds count for longer than a Duration does: a sum of them with what is left of any life does not overflow.
std::chrono::microseconds wall_microseconds(const Loop& loop) { return loop.clock().wall().time_since_epoch(); }
Duration duration_of(std::chrono::microseconds left) noexcept {
  return left < std::chrono::floor<std::chrono::microseconds>(Duration::max()) ? Duration(left) : StoreOperation::kForever;
}

// Of a ttl that is longer than the clock counts: never.
MonotonicTime end_of(Duration ttl, MonotonicTime now) noexcept {
  if (ttl == StoreOperation::kForever || ttl >= MemoryTable::kNever - now) return MemoryTable::kNever;
  return now + ttl;
}

}  // namespace

class MemoryDesk::Sweep final : public Timer {
 public:
  explicit Sweep(MemoryDesk& desk) noexcept : Timer(desk.loop_, "store expiry"), desk_(desk) {}

 private:
  void expire() override { desk_.expire_some(); }
  MemoryDesk& desk_;
};

MemoryDesk::MemoryDesk(MemoryHub& hub, Loop& loop) : hub_(hub), loop_(loop), sweep_(std::make_unique<Sweep>(*this)) {}

MemoryDesk::~MemoryDesk() = default;

void MemoryDesk::close() noexcept {
  sweep_.reset();
  answer_held(UINT64_MAX, StoreError(StoreError::Closed, "the worker that owns the key has stopped"));
  const std::lock_guard lock(mutex_);
  open_ = false;
}

// --- errands

std::optional<StoreError> MemoryDesk::put(std::shared_ptr<MemoryErrand> errand) {
  const std::lock_guard lock(mutex_);
  if (!open_) return StoreError(StoreError::Closed, "the worker that owns the key has stopped");
  if (waiting_.load(std::memory_order_relaxed) >= hub_.options().queue_count) {
    return StoreError(StoreError::Exhausted, "queue_count calls wait for the worker that owns the key");
  }
  waiting_.fetch_add(1, std::memory_order_relaxed);
  loop_.post("store", [this, errand = std::move(errand)] { execute(errand); });
  return std::nullopt;
}

void MemoryDesk::execute(std::shared_ptr<MemoryErrand> errand) noexcept {
  last_put_ = 0;
  errand->execute(*this);
  if (last_put_ == 0 || !hub_.waits_for_disk()) return answer(*errand);
  held_.emplace_back(last_put_, std::move(errand));
}

void MemoryDesk::answer(MemoryErrand& errand) noexcept {
  waiting_.fetch_sub(1, std::memory_order_relaxed);
  errand.finish();
}

// The answers of one batch leave together.
void MemoryDesk::settle(std::uint64_t batch, const std::optional<StoreError>& refusal) {
  const std::lock_guard lock(mutex_);
  if (!open_ || !holds_.load(std::memory_order_relaxed)) return;
  loop_.post("store kept", [this, batch, refusal] { answer_held(batch, refusal); });
}

void MemoryDesk::answer_held(std::uint64_t through, const std::optional<StoreError>& refusal) noexcept {
  for (; !held_.empty() && held_.front().first <= through; held_.pop_front()) {
    MemoryErrand& errand = *held_.front().second;
    if (refusal) errand.fail(*refusal);
    answer(errand);
  }
  if (held_.empty()) holds_.store(false, std::memory_order_relaxed);
}

// --- operations

StoreResult<StoreAnswer> MemoryDesk::run(StoreOperation& operation) {
  if (hub_.has_staged()) adopt(hub_.take_staged(operation.key));
  MemoryTable::Entry* const entry = table_.find(operation.key, loop_.now());
  std::optional<std::string_view> stored;
  if (entry != nullptr) stored = entry->value;
  auto decision = decide(operation, stored, wall_now(loop_), hub_.options().value_bytes);
  if (!decision) return std::unexpected(std::move(decision.error()));
  if (decision->effect == StoreEffect::Nothing) return std::move(decision->answer);
  const bool is_kept = hub_.log() != nullptr && operation.kind != StoreOperationKind::Throttle;
  if (is_kept) {
    if (auto refusal = hub_.log()->refusal()) return std::unexpected(*std::move(refusal));
  }
  if (decision->effect == StoreEffect::Remove) return remove(operation.key, std::move(decision->answer));
  const auto changed = change(operation.key, entry, *decision);
  if (!changed) return std::unexpected(changed.error());
  if (is_kept) keep(decision->effect == StoreEffect::Expire ? StoreRecordKind::Expire : StoreRecordKind::Set, operation.key, *changed);
  note_size();
  hub_.watchers().publish(StoreEventKind::Changed, operation.key);
  return std::move(decision->answer);
}

StoreAnswer MemoryDesk::remove(const std::string& key, StoreAnswer answer) {
  table_.erase(key);
  keep(StoreRecordKind::Remove, key, nullptr);
  note_size();
  hub_.watchers().publish(StoreEventKind::Removed, key);
  return answer;
}

StoreResult<const MemoryTable::Entry*> MemoryDesk::change(const std::string& key, MemoryTable::Entry* entry, StoreDecision& decision) {
  if (decision.effect == StoreEffect::Expire) {
    table_.expire_at(*entry, end_of(decision.ttl, loop_.now()));
    return entry;
  }
  const std::size_t before = entry != nullptr ? MemoryTable::cost(key.size(), entry->value.size()) : 0;
  const std::size_t after = MemoryTable::cost(key.size(), decision.value.size());
  if (after > before && !make_room(key, after - before)) {
    hub_.refused_count.fetch_add(1, std::memory_order_relaxed);
    return std::unexpected(StoreError(StoreError::Full, "the store in memory is full; `store.memory.bytes` bounds it"));
  }
  if (decision.effect == StoreEffect::Put) return &table_.put(key, std::move(decision.value), end_of(decision.ttl, loop_.now()));
  table_.replace(*entry, std::move(decision.value));
  return entry;
}

// Room for so many bytes more, without touching `key` itself.
bool MemoryDesk::make_room(std::string_view key, std::size_t growth) {
  const std::uint64_t bound = hub_.bytes_of_desk();
  const auto fits = [&] { return table_.bytes() + growth <= bound; };
  while (!fits() && table_.next_expiry() <= loop_.now()) {
    if (!expire_one()) break;
  }
  while (!fits()) {
    if (hub_.memory().eviction == StoreEviction::Refuse || growth > bound) return false;
    const std::optional<std::string> evicted = table_.evict(key);
    if (!evicted) return false;
    evict_one(*evicted);
  }
  return true;
}

void MemoryDesk::evict_one(const std::string& key) {
  keep(StoreRecordKind::Remove, key, nullptr);
  hub_.evicted_count.fetch_add(1, std::memory_order_relaxed);
  hub_.watchers().publish(StoreEventKind::Evicted, key);
}

// --- expiry

bool MemoryDesk::expire_one() {
  const std::optional<std::string> key = table_.take_expired(loop_.now());
  if (!key) return false;
  hub_.expired_count.fetch_add(1, std::memory_order_relaxed);
  hub_.watchers().publish(StoreEventKind::Expired, *key);
  return true;
}

void MemoryDesk::expire_some() noexcept {
  for (int left = kExpiredPerTurn; left > 0; --left) {
    if (!expire_one()) break;
  }
  note_size();
}

void MemoryDesk::note_size() noexcept {
  bytes_.store(table_.bytes(), std::memory_order_relaxed);
  entry_count_.store(table_.entries().size(), std::memory_order_relaxed);
  if (table_.next_expiry() != MemoryTable::kNever && sweep_ != nullptr) sweep_->start_at(table_.next_expiry());
}

// --- across restarts

void MemoryDesk::keep(StoreRecordKind kind, std::string_view key, const MemoryTable::Entry* entry) {
  if (hub_.log() == nullptr) return;
  std::int64_t end = 0;
  if (entry != nullptr && entry->expires != MemoryTable::kNever) {
    end = (wall_microseconds(loop_) + std::chrono::floor<std::chrono::microseconds>(entry->expires - loop_.now())).count();
  }
  holds_.store(true, std::memory_order_relaxed);
  last_put_ = hub_.log()->put(kind, key, kind == StoreRecordKind::Set ? std::string_view(entry->value) : std::string_view(), end);
}

// More than there is room for makes room as anything would, save where nothing may be evicted: then it stays, and nothing comes to it.
void MemoryDesk::adopt(MemoryHub::Staged staged) {
  if (staged.empty()) return;
  for (auto& [key, entry] : staged) {
    const std::chrono::microseconds now = wall_microseconds(loop_);
    if (entry.end != 0 && entry.end <= now.count()) continue;
    const Duration left = entry.end != 0 ? duration_of(std::chrono::microseconds(entry.end) - now) : StoreOperation::kForever;
    table_.put(std::move(key), std::move(entry.value), end_of(left, loop_.now()));
  }
  if (hub_.memory().eviction == StoreEviction::Lru) static_cast<void>(make_room({}, 0));
  note_size();
}

// --- pages

StorePage MemoryDesk::read_page(const StoreScan& scan) {
  if (hub_.has_staged()) {
    for (MemoryHub::Staged& staged : hub_.take_staged(*this)) adopt(std::move(staged));
  }
  StorePage page;
  std::size_t bytes = 0;
  const MemoryTable::Map& entries = table_.entries();
  auto each = scan.after >= scan.prefix && !scan.after.empty() ? entries.upper_bound(scan.after) : entries.lower_bound(scan.prefix);
  for (; each != entries.end() && each->first.starts_with(scan.prefix); ++each) {
    if (each->second.expires <= loop_.now()) continue;
    if (page.entries.size() == scan.limit || bytes >= hub_.options().page_bytes) {
      page.next = page.entries.back().key;
      break;
    }
    bytes += each->first.size() + each->second.value.size();
    page.entries.emplace_back(each->first, each->second.value);
  }
  return page;
}

}  // namespace saki
