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
  const auto bucket = static_cast<std::size_t>(hash_(key) % kBuckets);
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
