// SPDX-License-Identifier: Apache-2.0
#include "saki/store_watchers.h"

#include <algorithm>

#include "saki/base/check.h"

namespace saki {

StoreResult<StoreWatch> StoreWatchers::watch(const StoreTopic& topic) {
  Loop* const home = Loop::current();
  SAKI_CHECK(home != nullptr, "a store is watched from a loop's thread");
  const std::lock_guard lock(mutex_);
  if (closed_) return std::unexpected(StoreError(StoreError::Closed, "the store has stopped"));
  if (keys_.size() + prefixes_.size() >= most_) {
    return std::unexpected(StoreError(StoreError::Exhausted, "more than " + std::to_string(most_) + " watch the store already"));
  }
  auto queue = std::make_shared<StoreWatchQueue>(*home, topic, queue_count_);
  (topic.is_prefix() ? prefixes_ : keys_).emplace(topic.text(), queue);
  if (topic.is_prefix()) ++lengths_[topic.text().size()];
  count_.fetch_add(1, std::memory_order_relaxed);
  return StoreWatch(queue, [this, queue]() noexcept { forget(queue); });
}

void StoreWatchers::publish(StoreEventKind kind, std::string_view key) {
  if (!any()) return;
  const std::lock_guard lock(mutex_);
  put(keys_, key, kind, key);
  for (const auto& [length, count] : lengths_) {
    if (length > key.size()) break;
    put(prefixes_, key.substr(0, length), kind, key);
  }
}

void StoreWatchers::put(const Table& table, std::string_view text, StoreEventKind kind, std::string_view key) {
  const auto [begin, end] = table.equal_range(text);
  std::for_each(begin, end, [&](const auto& each) { each.second->put(StoreEvent(kind, std::string(key))); });
}

void StoreWatchers::publish_gap() {
  const std::lock_guard lock(mutex_);
  for (const auto& [key, queue] : keys_) queue->put_gap();
  for (const auto& [prefix, queue] : prefixes_) queue->put_gap();
}

void StoreWatchers::close() noexcept {
  const std::lock_guard lock(mutex_);
  closed_ = true;
  for (const auto& [key, queue] : keys_) queue->close();
  for (const auto& [prefix, queue] : prefixes_) queue->close();
}

void StoreWatchers::forget(const Queue& queue) noexcept {
  const std::lock_guard lock(mutex_);
  const StoreTopic& topic = queue->topic();
  Table& table = topic.is_prefix() ? prefixes_ : keys_;
  const auto [begin, end] = table.equal_range(topic.text());
  const auto found = std::find_if(begin, end, [&](const auto& each) { return each.second == queue; });
  if (found == end) return;
  table.erase(found);
  count_.fetch_sub(1, std::memory_order_relaxed);
  if (!topic.is_prefix()) return;
  const auto length = lengths_.find(topic.text().size());
  if (--length->second == 0) lengths_.erase(length);
}

}  // namespace saki
