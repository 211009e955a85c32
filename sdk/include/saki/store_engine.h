// SPDX-License-Identifier: Apache-2.0
//
// StoreEngine: what keeps a store: memory, a file, a server. Handlers have a Store, packages a StoreAccess; both are faces of this.
//
// Every call is made on a worker's loop and completes there; cancelled or dropped, the wait is over at once, and whether the operation was
// done is not known. The bounds of StoreOptions are checked here, for all engines alike.
//
// Who writes one: the operations' meaning is that of StoreRule (<saki/store_rule.h>), which decides any of them from what is stored;
// tests/support/store_conformance.h is the suite that an engine must pass.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "saki/package.h"
#include "saki/store_answer.h"
#include "saki/store_error.h"
#include "saki/store_operation.h"
#include "saki/store_options.h"
#include "saki/store_page.h"
#include "saki/store_watch.h"
#include "saki/task/task.h"

namespace saki {

using StoreAnswers = std::vector<StoreResult<StoreAnswer>>;

class StoreEngine {  // Affinity: any for the object, loop for the awaiting.
 public:
  explicit StoreEngine(StoreOptions options) : options_(std::move(options)) {}
  StoreEngine(const StoreEngine&) = delete;
  StoreEngine& operator=(const StoreEngine&) = delete;
  virtual ~StoreEngine() = default;

  [[nodiscard]] const StoreOptions& options() const noexcept { return options_; }

  // Carries out one operation. Errors: those of StoreErrorKind.
  [[nodiscard]] Task<StoreResult<StoreAnswer>> run(StoreOperation operation);

  // Carries out several in one round trip, in their order as far as they are of one key; each succeeds or fails by itself, and has its
  // answer in its place. No transaction: others' operations may come between. Errors: TooLarge past StoreOptions::batch_count, and what
  // befell all of them.
  [[nodiscard]] Task<StoreResult<StoreAnswers>> run_all(std::vector<StoreOperation> operations);

  // One page of the keys below a prefix.
  [[nodiscard]] Task<StoreResult<StorePage>> scan(StoreScan scan);

  // Watches from when it is answered: what changes later is told. Errors: Exhausted past StoreOptions::watch_count.
  [[nodiscard]] Task<StoreResult<StoreWatch>> watch(StoreTopic topic);

  // Whether other processes and machines see the same: then locks and limits kept here are everybody's.
  [[nodiscard]] virtual bool shared() const noexcept = 0;

  // Whether what it has taken stays, save for a ttl: across restarts, and whatever else is put there. Then work may be left to it.
  [[nodiscard]] virtual bool kept() const noexcept { return shared(); }

  // As of the package that has the engine, which calls them in this order.
  virtual void start_worker(Loop& loop) { static_cast<void>(loop); }
  virtual void stop_worker(Loop& loop) noexcept { static_cast<void>(loop); }
  virtual void stop() noexcept {}
  [[nodiscard]] virtual Health health() const { return {}; }
  virtual void measure(Measures& measures) const { static_cast<void>(measures); }

 protected:
  // What run() and the others do once the bounds were found kept: scan.limit is at most page_count, and not 0.
  [[nodiscard]] virtual Task<StoreResult<StoreAnswer>> carry_out(StoreOperation operation) = 0;
  [[nodiscard]] virtual Task<StoreResult<StoreAnswers>> carry_out_all(std::vector<StoreOperation> operations) = 0;
  [[nodiscard]] virtual Task<StoreResult<StorePage>> read_page(StoreScan scan) = 0;
  [[nodiscard]] virtual Task<StoreResult<StoreWatch>> begin_watch(StoreTopic topic) = 0;

 private:
  [[nodiscard]] Task<StoreResult<StoreAnswers>> run_those_allowed(std::vector<StoreOperation> operations);
  [[nodiscard]] std::optional<StoreError> refusal(const StoreOperation& operation) const;

  StoreOptions options_;
};

}  // namespace saki
