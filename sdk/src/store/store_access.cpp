// SPDX-License-Identifier: Apache-2.0
#include "saki/store_access.h"

#include <utility>

namespace saki {
namespace {

template <class T>
T value_or_throw(StoreResult<T> result) {
  if (!result) throw_store_error(std::move(result.error()));
  return *std::move(result);
}

}  // namespace

Task<StoreResult<StoreAnswers>> StoreAccess::try_run_all(std::vector<StoreOperation> operations) const {
  for (StoreOperation& operation : operations) operation.key = full(operation.key);
  return engine_->run_all(std::move(operations));
}

Task<StoreAnswers> StoreAccess::run_all(std::vector<StoreOperation> operations) const {
  StoreResult<StoreAnswers> answers = co_await try_run_all(std::move(operations));
  co_return value_or_throw(std::move(answers));
}

// An object of its own may be gone before a task ends, its prefix with it; so tasks keep a copy.
Task<StoreResult<StorePage>> StoreAccess::try_scan(StoreScan scan) const { return scan_below(engine_, prefix_, std::move(scan)); }

Task<StoreResult<StorePage>> StoreAccess::scan_below(StoreEngine* engine, std::string prefix, StoreScan scan) {
  scan.prefix.insert(0, prefix);
  if (!scan.after.empty()) scan.after.insert(0, prefix);
  StoreResult<StorePage> page = co_await engine->scan(std::move(scan));
  if (page) {
    for (StoreEntry& entry : page->entries) entry.key.erase(0, prefix.size());
    page->next.erase(0, prefix.size());
  }
  co_return page;
}

Task<StorePage> StoreAccess::scan(StoreScan scan) const {
  StoreResult<StorePage> page = co_await try_scan(std::move(scan));
  co_return value_or_throw(std::move(page));
}

Task<StoreResult<StoreWatch>> StoreAccess::try_watch(StoreTopic topic) const {
  std::string text = prefix_ + topic.text();
  return watch_below(engine_, prefix_.size(), topic.is_prefix() ? StoreTopic::prefix(std::move(text)) : StoreTopic::key(std::move(text)));
}

Task<StoreResult<StoreWatch>> StoreAccess::watch_below(StoreEngine* engine, std::size_t hidden, StoreTopic topic) {
  StoreResult<StoreWatch> watch = co_await engine->watch(std::move(topic));
  if (watch) watch->hide_prefix(hidden);
  co_return watch;
}

Task<StoreWatch> StoreAccess::watch(std::string key) const {
  StoreResult<StoreWatch> watch = co_await try_watch(StoreTopic::key(std::move(key)));
  co_return value_or_throw(std::move(watch));
}

Task<StoreWatch> StoreAccess::watch_prefix(std::string prefix) const {
  StoreResult<StoreWatch> watch = co_await try_watch(StoreTopic::prefix(std::move(prefix)));
  co_return value_or_throw(std::move(watch));
}

}  // namespace saki
