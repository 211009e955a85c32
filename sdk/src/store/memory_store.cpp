// SPDX-License-Identifier: Apache-2.0
#include "store/memory_store.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>

#include "saki/measures.h"
#include "store/memory_desk.h"
#include "store/page_merge.h"

namespace saki {
namespace {

StoreError not_open() { return StoreError(StoreError::Closed, "no worker has started yet"); }

// An errand on its way, or done at once where the desk may.
template <class Errand>
class Asked {
 public:
  Asked(std::shared_ptr<Errand> errand, MemoryDesk& desk, Duration limit, bool at_once) : errand_(std::move(errand)) {
    if (at_once) {
      errand_->execute(desk);
    } else {
      wait_.emplace(errand_, desk, limit);
    }
  }
  Errand& errand() noexcept { return *errand_; }
  [[nodiscard]] MemoryWait* wait() noexcept { return wait_ ? &*wait_ : nullptr; }

 private:
  std::shared_ptr<Errand> errand_;
  std::optional<MemoryWait> wait_;
};

// Waits until all are done, and gives what went wrong first.
template <class Errand>
Task<std::optional<StoreError>> all_done(std::deque<Asked<Errand>>& asked) {
  std::optional<StoreError> error;
  for (Asked<Errand>& each : asked) {
    if (each.wait() == nullptr) continue;
    MemoryWait& wait = *each.wait();
    std::optional<StoreError> failed = co_await wait;
    if (!error) error = std::move(failed);
  }
  co_return error;
}

}  // namespace

std::unique_ptr<MemoryStore> MemoryStore::open(const StoreOptions& options, const MemoryOptions& memory, LogStream& log,
                                               Diagnostics& diagnostics) {
  auto store = std::make_unique<MemoryStore>(options, memory);
  if (memory.folder.empty()) return store;
  StoreState state;
  store->log_ = StoreLog::open(memory, log, state, diagnostics);
  if (store->log_ == nullptr) return nullptr;
  store->hub_.set_log(*store->log_);
  MemoryHub& hub = store->hub_;
  if (hub.waits_for_disk()) store->log_->on_settled([&hub](std::uint64_t batch, const auto& refusal) { hub.settle(batch, refusal); });
  store->hub_.stage(std::move(state));
  return store;
}

void MemoryStore::stop() noexcept {
  hub_.watchers().close();
  if (log_ != nullptr) log_->stop();
}

Health MemoryStore::health() const { return log_ != nullptr ? log_->health() : Health(); }

Task<StoreResult<StoreAnswer>> MemoryStore::carry_out(StoreOperation operation) {
  MemoryDesk* const desk = hub_.owner_of(operation.key);
  if (desk == nullptr) co_return std::unexpected(not_open());
  const bool only_looks = operation.kind == StoreOperationKind::Get;
  if (only_looks ? desk->is_here() : desk->changes_at_once()) co_return desk->run(operation);
  const auto call = std::make_shared<MemoryCall>(*Loop::current(), std::move(operation));
  MemoryWait wait(call, *desk, options().call_timeout);
  std::optional<StoreError> error = co_await wait;
  if (error) co_return std::unexpected(*std::move(error));
  co_return std::move(call->answer);
}

Task<StoreResult<StoreAnswers>> MemoryStore::carry_out_all(std::vector<StoreOperation> operations) {
  const std::size_t count = operations.size();
  std::map<MemoryDesk*, std::shared_ptr<MemoryBatch>> batches;
  for (std::size_t place = 0; place < count; ++place) {
    MemoryDesk* const desk = hub_.owner_of(operations[place].key);
    if (desk == nullptr) co_return std::unexpected(not_open());
    std::shared_ptr<MemoryBatch>& batch = batches[desk];
    if (batch == nullptr) batch = std::make_shared<MemoryBatch>(*Loop::current());
    batch->operations.emplace_back(place, std::move(operations[place]));
  }
  std::deque<Asked<MemoryBatch>> asked;
  for (auto& [desk, batch] : batches) asked.emplace_back(std::move(batch), *desk, options().call_timeout, desk->changes_at_once());
  std::optional<StoreError> error = co_await all_done(asked);
  if (error) co_return std::unexpected(*std::move(error));

  StoreAnswers answers(count);
  for (Asked<MemoryBatch>& each : asked) {
    MemoryBatch& batch = each.errand();
    for (std::size_t i = 0; i < batch.answers.size(); ++i) answers[batch.operations[i].first] = std::move(batch.answers[i]);
  }
  co_return answers;
}

Task<StoreResult<StorePage>> MemoryStore::read_page(StoreScan scan) {
  std::deque<Asked<MemoryPage>> asked;
  for (MemoryDesk* const desk : hub_.all_owners()) {
    asked.emplace_back(std::make_shared<MemoryPage>(*Loop::current(), scan), *desk, options().call_timeout, desk->is_here());
  }
  std::optional<StoreError> error = co_await all_done(asked);
  if (error) co_return std::unexpected(*std::move(error));
  std::vector<StorePage> parts;
  for (Asked<MemoryPage>& each : asked) parts.push_back(std::move(each.errand().page));
  co_return merge_pages(std::move(parts), scan.limit, options().page_bytes);
}

Task<StoreResult<StoreWatch>> MemoryStore::begin_watch(StoreTopic topic) { co_return hub_.watchers().watch(topic); }

void MemoryStore::measure(Measures& measures) const {
  const MemoryHub::Totals totals = hub_.totals();
  measures.gauge("store_memory_bytes", "Keys and values in the store in memory, with what it takes to keep them.", totals.bytes);
  measures.gauge("store_memory_entries", "Keys in the store in memory.", totals.entries);
  measures.gauge("store_waiting_calls", "Calls that wait for the worker that owns their key.", totals.waiting);
  measures.counter("store_evicted_total", "Keys that made room for others.", hub_.evicted_count.load(std::memory_order_relaxed));
  measures.counter("store_expired_total", "Keys whose time was over.", hub_.expired_count.load(std::memory_order_relaxed));
  measures.counter("store_refused_total", "Values for which there was no room.", hub_.refused_count.load(std::memory_order_relaxed));
  if (log_ != nullptr) log_->measure(measures);
}

}  // namespace saki
