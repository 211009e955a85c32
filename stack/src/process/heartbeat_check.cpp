// SPDX-License-Identifier: Apache-2.0
#include "process/heartbeat_check.h"

namespace saki {

std::optional<unsigned> HeartbeatCheck::look(const HeartbeatTable& table) {
  seen_.resize(table.worker_count());
  std::optional<unsigned> hung;
  for (unsigned index = 0; index < seen_.size(); ++index) {
    Seen& seen = seen_[index];
    const std::uint32_t beats = table.beats(index);
    seen = {beats, beats != 0 && beats == seen.beats ? seen.in_vain + 1 : 0};
    if (!hung && seen.in_vain > kPeriods) hung = index;
  }
  return hung;
}

}  // namespace saki
