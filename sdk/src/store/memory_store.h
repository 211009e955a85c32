// SPDX-License-Identifier: Apache-2.0
//
// MemoryStore: a store in the process' memory, shared out among the workers: each owns the keys of some hashes; the others send it errands.
// What is one's own is answered at once.
#pragma once

#include <memory>

#include "saki/store_engine.h"
#include "store/memory_hub.h"
#include "store/store_log.h"

namespace saki {

class MemoryStore final : public StoreEngine {  // Affinity: any for the object, loop for the awaiting.
 public:
  // Without a folder, whatever the options say.
  MemoryStore(const StoreOptions& options, const MemoryOptions& memory) : StoreEngine(options), hub_(options, memory) {}

  // With what is in the folder, where the options name one. Gives null where something stands in the way, which is told.
  [[nodiscard]] static std::unique_ptr<MemoryStore> open(const StoreOptions& options, const MemoryOptions& memory, LogStream& log,
                                                         Diagnostics& diagnostics);

  [[nodiscard]] bool shared() const noexcept override { return false; }
  [[nodiscard]] bool kept() const noexcept override { return log_ != nullptr && hub_.memory().eviction == StoreEviction::Refuse; }
  void start_worker(Loop& loop) override { hub_.open_desk(loop); }
  void stop_worker(Loop& loop) noexcept override { hub_.close_desk(loop); }
  void stop() noexcept override;
  [[nodiscard]] Health health() const override;
  void measure(Measures& measures) const override;

 private:
  [[nodiscard]] Task<StoreResult<StoreAnswer>> carry_out(StoreOperation operation) override;
  [[nodiscard]] Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation> operations) override;
  [[nodiscard]] Task<StoreResult<StorePage>> read_page(StoreScan scan) override;
  [[nodiscard]] Task<StoreResult<StoreWatch>> begin_watch(StoreTopic topic) override;

  MemoryHub hub_;
  std::unique_ptr<StoreLog> log_;  // Where there is a folder.
};

}  // namespace saki
