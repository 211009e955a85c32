// SPDX-License-Identifier: Apache-2.0
#include "store/memory_hub.h"

#include "store/memory_desk.h"

namespace saki {

MemoryHub::MemoryHub(const StoreOptions& options, const MemoryOptions& memory)
    : options_(options), memory_(memory), watchers_(options.watch_count, options.watch_queue_count) {}

MemoryHub::~MemoryHub() = default;

void MemoryHub::open_desk(Loop& loop) {
  const std::lock_guard lock(mutex_);
  desks_.push_back(std::make_unique<MemoryDesk>(*this, loop));
  loops_.push_back(&loop);
  desk_count_.store(desks_.size(), std::memory_order_relaxed);
}

void MemoryHub::close_desk(Loop& loop) noexcept {
  const std::lock_guard lock(mutex_);
  for (std::size_t i = 0; i < desks_.size(); ++i) {
    if (loops_[i] == &loop) desks_[i]->close();
  }
}

MemoryDesk* MemoryHub::owner_of(std::string_view key) {
  const std::size_t bucket = bucket_of(key);
  MemoryDesk* const owner = owners_[bucket].load(std::memory_order_acquire);
  return owner != nullptr ? owner : give(bucket);
}

MemoryDesk* MemoryHub::give(std::size_t bucket) {
  const std::lock_guard lock(mutex_);
  if (MemoryDesk* const owner = owners_[bucket].load(std::memory_order_relaxed)) return owner;
  if (desks_.empty()) return nullptr;
  MemoryDesk* const owner = desks_[bucket % desks_.size()].get();
  owners_[bucket].store(owner, std::memory_order_release);
  return owner;
}

std::vector<MemoryDesk*> MemoryHub::all_owners() {
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    if (owners_[bucket].load(std::memory_order_acquire) == nullptr) static_cast<void>(give(bucket));
  }
  const std::lock_guard lock(mutex_);
  std::vector<MemoryDesk*> all;
  for (const auto& desk : desks_) all.push_back(desk.get());
  return all;
}

void MemoryHub::stage(StoreState state) {
  StoreState::Map& entries = state.entries();
  while (!entries.empty()) {
    auto node = entries.extract(entries.begin());
    Staged& staged = staged_[bucket_of(node.key())];
    if (staged.empty()) staged_count_.fetch_add(1, std::memory_order_relaxed);
    staged.emplace_back(std::move(node.key()), std::move(node.mapped()));
  }
}

MemoryHub::Staged MemoryHub::take_staged(std::string_view key) { return take_staged(bucket_of(key)); }

MemoryHub::Staged MemoryHub::take_staged(std::size_t bucket) {
  Staged taken = std::exchange(staged_[bucket], {});
  if (!taken.empty()) staged_count_.fetch_sub(1, std::memory_order_relaxed);
  return taken;
}

std::vector<MemoryHub::Staged> MemoryHub::take_staged(const MemoryDesk& owner) {
  std::vector<Staged> taken;
  for (std::size_t bucket = 0; bucket < kBuckets; ++bucket) {
    if (owners_[bucket].load(std::memory_order_acquire) == &owner) taken.push_back(take_staged(bucket));
  }
  return taken;
}

void MemoryHub::settle(std::uint64_t batch, const std::optional<StoreError>& refusal) {
  const std::lock_guard lock(mutex_);
  for (const auto& desk : desks_) desk->settle(batch, refusal);
}

MemoryHub::Totals MemoryHub::totals() const {
  const std::lock_guard lock(mutex_);
  Totals totals;
  for (const auto& desk : desks_) {
    totals.bytes += desk->bytes();
    totals.entries += desk->entry_count();
    totals.waiting += desk->waiting_count();
  }
  return totals;
}

}  // namespace saki
