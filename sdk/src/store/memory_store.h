// SPDX-License-Identifier: Apache-2.0
//
// MemoryStore: a store in the process' memory, shared out among the workers: each owns the keys of some hashes; the others send it errands.
// What is one's own is answered at once.
#pragma once

#include "saki/store_engine.h"
#include "store/memory_hub.h"

namespace saki {

class MemoryStore final : public StoreEngine {  // Affinity: any for the object, loop for the awaiting.
 public:
  MemoryStore(const StoreOptions& options, const MemoryOptions& memory) : StoreEngine(options), hub_(options, memory) {}

  [[nodiscard]] bool shared() const noexcept override { return false; }
  void start_worker(Loop& loop) override { hub_.open_desk(loop); }
  void stop_worker(Loop& loop) noexcept override { hub_.close_desk(loop); }
  void stop() noexcept override { hub_.watchers().close(); }
  void measure(Measures& measures) const override;

 private:
  [[nodiscard]] Task<StoreResult<StoreAnswer>> carry_out(StoreOperation operation) override;
  [[nodiscard]] Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation> operations) override;
  [[nodiscard]] Task<StoreResult<StorePage>> read_page(StoreScan scan) override;
  [[nodiscard]] Task<StoreResult<StoreWatch>> begin_watch(StoreTopic topic) override;

  MemoryHub hub_;
};

}  // namespace saki
