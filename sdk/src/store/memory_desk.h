// SPDX-License-Identifier: Apache-2.0
//
// MemoryDesk: one worker's share in a store in memory: the keys that it owns. Other workers send errands.
#pragma once

#include <atomic>
#include <cstdint>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

#include "saki/loop/timer.h"
#include "saki/store_rule.h"
#include "store/memory_errand.h"
#include "store/memory_hub.h"
#include "store/memory_table.h"
#include "store/store_record.h"

namespace saki {

class MemoryDesk {  // Affinity: loop, save where "any" is said.
 public:
  MemoryDesk(MemoryHub& hub, Loop& loop);
  MemoryDesk(const MemoryDesk&) = delete;
  MemoryDesk& operator=(const MemoryDesk&) = delete;
  ~MemoryDesk();

  [[nodiscard]] bool is_here() const noexcept { return Loop::current() == &loop_; }  // Affinity: any.
  [[nodiscard]] bool changes_at_once() const noexcept { return is_here() && !hub_.waits_for_disk(); }  // Likewise.

  // Sends an errand here, or says why not: Exhausted past queue_count, Closed. Affinity: any.
  [[nodiscard]] std::optional<StoreError> put(std::shared_ptr<MemoryErrand> errand);

  void settle(std::uint64_t batch, const std::optional<StoreError>& refusal);  // As StoreLog::Settled. Affinity: any.

  void close() noexcept;  // After the worker's last request.

  [[nodiscard]] StoreResult<StoreAnswer> run(StoreOperation& operation);

  // What is here of a page. Where the page was cut short, `next` is its last key.
  [[nodiscard]] StorePage read_page(const StoreScan& scan);

  // Affinity: any.
  [[nodiscard]] std::size_t bytes() const noexcept { return bytes_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t entry_count() const noexcept { return entry_count_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::size_t waiting_count() const noexcept { return waiting_.load(std::memory_order_relaxed); }

 private:
  class Sweep;

  void execute(std::shared_ptr<MemoryErrand> errand) noexcept;
  void answer(MemoryErrand& errand) noexcept;
  void answer_held(std::uint64_t through, const std::optional<StoreError>& refusal) noexcept;
  void adopt(MemoryHub::Staged staged);
  void keep(StoreRecordKind kind, std::string_view key, const MemoryTable::Entry* entry);
  [[nodiscard]] StoreAnswer remove(const std::string& key, StoreAnswer answer);
  [[nodiscard]] StoreResult<const MemoryTable::Entry*> change(const std::string& key, MemoryTable::Entry* entry, StoreDecision& decision);
  [[nodiscard]] bool make_room(std::string_view key, std::size_t growth);
  void expire_some() noexcept;
  bool expire_one();
  void evict_one(const std::string& key);
  void note_size() noexcept;

  MemoryHub& hub_;
  Loop& loop_;
  std::mutex mutex_;   // Guards the next.
  bool open_ = true;   // The loop may be posted to.
  std::atomic<std::size_t> waiting_ = 0;
  MemoryTable table_;
  std::unique_ptr<Sweep> sweep_;  // Until it is closed.
  std::uint64_t last_put_ = 0;    // The log's batch that the errand under way put something into; 0 for none.
  std::deque<std::pair<std::uint64_t, std::shared_ptr<MemoryErrand>>> held_;  // Done, to be answered once the disk has their batch.
  std::atomic<bool> holds_ = false;  // Set before anything is put, so that the log's thread finds it.
  std::atomic<std::size_t> bytes_ = 0;
  std::atomic<std::size_t> entry_count_ = 0;
};

}  // namespace saki
