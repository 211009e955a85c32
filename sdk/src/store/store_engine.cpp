// SPDX-License-Identifier: Apache-2.0
#include "saki/store_engine.h"

#include <algorithm>
#include <string>
#include <utility>

namespace saki {
namespace {

StoreError too_large(const char* what, std::size_t size, std::size_t bound) {
  return StoreError(StoreError::TooLarge, std::string(what) + " is " + std::to_string(size) + ", beyond " + std::to_string(bound));
}

template <class T>
Task<StoreResult<T>> refused(StoreError error) {
  co_return std::unexpected(std::move(error));
}

}  // namespace

Task<StoreResult<StoreAnswer>> StoreEngine::run(StoreOperation operation) {
  if (auto error = refusal(operation)) return refused<StoreAnswer>(*std::move(error));
  return carry_out(std::move(operation));
}

Task<StoreResult<StoreAnswers>> StoreEngine::run_all(std::vector<StoreOperation> operations) {
  if (operations.size() > options_.batch_count) {
    return refused<StoreAnswers>(too_large("the batch's number of operations", operations.size(), options_.batch_count));
  }
  return run_those_allowed(std::move(operations));
}

// Those out of bounds are answered here, in their places; the engine has the rest.
Task<StoreResult<StoreAnswers>> StoreEngine::run_those_allowed(std::vector<StoreOperation> operations) {
  std::vector<std::pair<std::size_t, StoreError>> refusals;
  for (std::size_t i = 0; i < operations.size(); ++i) {
    if (auto error = refusal(operations[i])) refusals.emplace_back(i, *std::move(error));
  }
  for (auto refused = refusals.rbegin(); refused != refusals.rend(); ++refused) {
    operations.erase(operations.begin() + static_cast<std::ptrdiff_t>(refused->first));
  }
  StoreAnswers answers;
  if (!operations.empty()) {
    StoreResult<StoreAnswers> carried_out = co_await carry_out_all(std::move(operations));
    if (!carried_out) co_return carried_out;
    answers = *std::move(carried_out);
  }
  for (auto& [index, error] : refusals) {
    answers.insert(answers.begin() + static_cast<std::ptrdiff_t>(index), std::unexpected(std::move(error)));
  }
  co_return answers;
}

Task<StoreResult<StorePage>> StoreEngine::scan(StoreScan scan) {
  const std::size_t length = std::max(scan.prefix.size(), scan.after.size());
  if (length > options_.key_bytes) return refused<StorePage>(too_large("the length of a key", length, options_.key_bytes));
  const std::size_t most = options_.page_count;
  scan.limit = scan.limit == StoreScan::kMost ? most : std::min(scan.limit, most);
  return read_page(std::move(scan));
}

Task<StoreResult<StoreWatch>> StoreEngine::watch(StoreTopic topic) {
  const std::size_t length = topic.text().size();
  if (length > options_.key_bytes) return refused<StoreWatch>(too_large("the length of a key", length, options_.key_bytes));
  return begin_watch(std::move(topic));
}

std::optional<StoreError> StoreEngine::refusal(const StoreOperation& operation) const {
  if (operation.key.empty()) return StoreError(StoreError::Invalid, "a key has a byte at least");
  if (operation.key.size() > options_.key_bytes) return too_large("the length of a key", operation.key.size(), options_.key_bytes);
  const std::size_t length = std::max(operation.value.size(), operation.expected.size());
  if (length > options_.value_bytes) return too_large("the length of a value", length, options_.value_bytes);
  return std::nullopt;
}

}  // namespace saki
