// SPDX-License-Identifier: Apache-2.0
//
// StoreOptions: what bounds a store, whatever keeps it. The section `store` of a configuration fills one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <type_traits>

namespace saki {

class StoreOptions {
 public:
  StoreOptions() = default;

  std::string prefix;  // Before every key, where several services share what keeps the store.
  std::size_t key_bytes = 1024;  // With the prefix. 1 to 64 KiB.
  std::size_t value_bytes = 1024 * 1024;
  std::chrono::milliseconds call_timeout{5'000};  // From a call to its answer.
  std::uint32_t queue_count = 4'096;  // Calls that may wait at once: for each worker that owns keys, or for all.
  std::uint32_t page_count = 1'000;  // Entries in a page of a scan,
  std::size_t page_bytes = 1024 * 1024;  // and bytes, save that it has one entry at least.
  std::uint32_t batch_count = 1'000;  // Operations in a batch.
  std::uint32_t watch_count = 1'000;  // Watches of the process at once.
  std::uint32_t watch_queue_count = 256;  // Events that wait for one watcher; past it they are dropped, and it is told of the gap.
};

static_assert(!std::is_aggregate_v<StoreOptions>);

}  // namespace saki
