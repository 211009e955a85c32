// SPDX-License-Identifier: Apache-2.0
//
// recover_store: what a store in memory was when its process ended, however that was.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "saki/base/diagnostics.h"
#include "saki/base/file_descriptor.h"
#include "store/store_files.h"
#include "store/store_state.h"

namespace saki {

struct RecoveredStore {
  FileDescriptor lock;  // Keeps a second process out while it is open.
  StoreState state;
  std::uint64_t snapshot_bytes = 0;
  std::uint64_t log = 1;        // The last log's number,
  std::uint64_t log_bytes = 0;  // its whole records,
  std::uint64_t cut_bytes = 0;  // and what was behind them, of a record that was being written.
  std::uint64_t earlier_bytes = 0;  // Of logs before it, which no snapshot has taken in yet.
};

// Makes the folder where it is missing. What stands in the way is told: store-folder, store-locked, store-damaged.
[[nodiscard]] std::expected<RecoveredStore, Diagnostic> recover_store(const StoreFiles& files);

}  // namespace saki
