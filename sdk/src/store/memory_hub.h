// SPDX-License-Identifier: Apache-2.0
//
// MemoryHub: what all desks of a store in memory have in common: which of them owns a key, who watches, and the counts.
//
// A key belongs to one of many buckets by its hash under a secret key; a bucket belongs to the worker that it was given to when first
// touched. Workers that start later own only buckets nobody had touched.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "hash/sip_hash.h"
#include "saki/store_options.h"
#include "saki/store_watchers.h"
#include "store/memory_options.h"
#include "store/store_state.h"

namespace saki {

class Loop;
class MemoryDesk;
class StoreLog;

class MemoryHub {  // Affinity: any.
 public:
  static constexpr std::size_t kBuckets = 256;

  MemoryHub(const StoreOptions& options, const MemoryOptions& memory);
  MemoryHub(const MemoryHub&) = delete;
  MemoryHub& operator=(const MemoryHub&) = delete;
  ~MemoryHub();

  void open_desk(Loop& loop);  // On each worker's thread, before its first request,
  void close_desk(Loop& loop) noexcept;  // and after its last.

  // Whose a key is. Null before the first desk is open.
  [[nodiscard]] MemoryDesk* owner_of(std::string_view key);

  // All of them, after giving every bucket to one.
  [[nodiscard]] std::vector<MemoryDesk*> all_owners();

  [[nodiscard]] const StoreOptions& options() const noexcept { return options_; }
  [[nodiscard]] const MemoryOptions& memory() const noexcept { return memory_; }
  [[nodiscard]] std::uint64_t bytes_of_desk() const noexcept { return memory_.bytes / desk_count_.load(std::memory_order_relaxed); }
  [[nodiscard]] StoreWatchers& watchers() noexcept { return watchers_; }

  struct Totals {
    std::size_t bytes = 0;
    std::size_t entries = 0;
    std::size_t waiting = 0;
  };
  [[nodiscard]] Totals totals() const;

  // --- what is kept across restarts

  // What was there at the start: desks take over what is theirs when they first need it. Before workers run.
  void stage(StoreState state);
  [[nodiscard]] bool has_staged() const noexcept { return staged_count_.load(std::memory_order_relaxed) != 0; }

  using Staged = std::vector<std::pair<std::string, StoreState::Entry>>;
  [[nodiscard]] Staged take_staged(std::string_view key);            // What is in the key's bucket. For its owner.
  [[nodiscard]] std::vector<Staged> take_staged(const MemoryDesk& owner);  // What is in all of its buckets. Likewise.

  void set_log(StoreLog& log) noexcept { log_ = &log; }
  [[nodiscard]] StoreLog* log() const noexcept { return log_; }  // Null where nothing is kept.
  [[nodiscard]] bool waits_for_disk() const noexcept { return log_ != nullptr && memory_.window == memory_.window.zero(); }
  void settle(std::uint64_t batch, const std::optional<StoreError>& refusal);  // As StoreLog::Settled.

  std::atomic<std::uint64_t> evicted_count = 0;
  std::atomic<std::uint64_t> expired_count = 0;
  std::atomic<std::uint64_t> refused_count = 0;  // For want of bytes.

 private:
  [[nodiscard]] std::size_t bucket_of(std::string_view key) const noexcept { return static_cast<std::size_t>(hash_(key) % kBuckets); }
  [[nodiscard]] MemoryDesk* give(std::size_t bucket);
  [[nodiscard]] Staged take_staged(std::size_t bucket);

  const StoreOptions options_;
  const MemoryOptions memory_;
  const SipHash hash_ = SipHash::with_random_key();
  StoreWatchers watchers_;
  std::array<std::atomic<MemoryDesk*>, kBuckets> owners_{};
  std::array<Staged, kBuckets> staged_;  // Each touched by its owner alone.
  std::atomic<std::size_t> staged_count_ = 0;  // Buckets that hold something.
  StoreLog* log_ = nullptr;
  std::atomic<std::size_t> desk_count_ = 0;
  mutable std::mutex mutex_;  // Guards what follows.
  std::vector<std::unique_ptr<MemoryDesk>> desks_;
  std::vector<const Loop*> loops_;  // Of the desks.
};

}  // namespace saki
