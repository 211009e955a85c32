// SPDX-License-Identifier: Apache-2.0
//
// StoreFiles: the files of one store in memory. `snapshot-7` is all that was before `log-7`; without one everything is in the logs. They
// are read in the order of their numbers, from the newest snapshot on.
//
// Only the last log may end in something that is no record: what was being written when the process was killed.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "saki/base/result.h"
#include "store/store_state.h"

namespace saki {

class StoreFiles {  // Affinity: any.
 public:
  // What there is to read.
  struct List {
    std::uint64_t snapshot = 0;       // The newest; 0 where there is none.
    std::vector<std::uint64_t> logs;  // From there on, in order.
  };
  // A file that was read.
  struct Ending {
    std::uint64_t whole_bytes = 0;  // Of whole records,
    std::uint64_t cut_bytes = 0;    // and what is behind them.
  };

  explicit StoreFiles(std::string folder) : folder_(std::move(folder)) {}

  [[nodiscard]] const std::string& folder() const noexcept { return folder_; }
  [[nodiscard]] std::string log(std::uint64_t number) const { return folder_ + "/log-" + std::to_string(number); }
  [[nodiscard]] std::string snapshot(std::uint64_t number) const { return folder_ + "/snapshot-" + std::to_string(number); }

  [[nodiscard]] Result<List> list() const;  // Errors: System.

  // Applies what one file holds. Errors: System; Cancelled once `stopping` is set.
  [[nodiscard]] static Result<Ending> read(const std::string& path, StoreState& state, const std::atomic<bool>& stopping);

  // Writes all that is in `state` as snapshot `number`: to another name first, so that it is there wholly or not at all. Gives its size.
  // Errors: System; Cancelled.
  [[nodiscard]] Result<std::uint64_t> write_snapshot(std::uint64_t number, StoreState& state, const std::atomic<bool>& stopping) const;

  void remove_before(std::uint64_t number) const noexcept;  // Snapshots and logs of lesser numbers, and snapshots that were not finished.
  [[nodiscard]] Result<> sync_names() const noexcept;

 private:
  std::string folder_;
};

}  // namespace saki
