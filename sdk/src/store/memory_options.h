// SPDX-License-Identifier: Apache-2.0
//
// MemoryOptions: what bounds a store in the process' memory, and whether a file keeps it. The section `store.memory` fills one.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace saki {

enum class StoreEviction {
  Lru,     // What was used longest ago makes room.
  Refuse,  // What would not fit is refused.
};

struct MemoryOptions {
  std::uint64_t bytes = 64 * 1024 * 1024;  // All keys and values, each with MemoryTable::kEntryBytes. Every worker has an equal part.
  StoreEviction eviction = StoreEviction::Lru;
  std::string folder{};                        // Where it is kept across restarts; "" for nowhere.
  std::chrono::milliseconds window{100};  // What a process that is killed may lose; with 0 each change waits for the disk.
  std::size_t backlog_bytes = 16 * 1024 * 1024;  // Changes that are not written yet; past it none is accepted.
  std::uint64_t compact_bytes = 16 * 1024 * 1024;  // A log that is smaller is not compacted.
};

}  // namespace saki
