// SPDX-License-Identifier: Apache-2.0
#include "limit/queue_delay.h"

#include <algorithm>

namespace saki {

bool QueueDelay::sheds(Duration delay, MonotonicTime now) noexcept {
  if (now >= end_) begin_interval(delay, now);
  least_ = std::min(least_, delay);
  if (delay <= target_) standing_ = false;
  return standing_ && delay > target_;
}

// After a pause of an interval or more nothing is known of the queue any more.
void QueueDelay::begin_interval(Duration delay, MonotonicTime now) noexcept {
  standing_ = end_ != MonotonicTime() && now < end_ + interval_ && least_ > target_;
  end_ = now + interval_;
  least_ = delay;
}

}  // namespace saki
