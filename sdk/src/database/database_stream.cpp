// SPDX-License-Identifier: Apache-2.0
#include "saki/database_stream.h"

#include <utility>

namespace saki {

bool DatabaseStreamJob::listen(Loop& loop, DatabaseWait& waiter) noexcept {
  const std::lock_guard lock(mutex_);
  if (arrived_.load(std::memory_order_relaxed) > 0 || finished_) return false;
  go_home_to(loop, waiter);
  listening_ = true;
  return true;
}

bool DatabaseStreamJob::finished() const noexcept {
  const std::lock_guard lock(mutex_);
  return finished_;
}

void DatabaseStreamJob::row_arrived(std::size_t arrived) noexcept {
  arrived_.store(arrived, std::memory_order_relaxed);
  if (std::exchange(listening_, false) && !abandoned()) tell_home();
}

}  // namespace saki
