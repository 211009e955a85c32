// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/timer.h"

#include <algorithm>

#include "loop/loop_impl.h"
#include "saki/base/check.h"

namespace saki {

void Timer::start_at(MonotonicTime when) {
  SAKI_ASSERT(loop_.accessible(), "a timer belongs to its loop's thread");
  cancel();
  when_ = std::max(when, loop_.now());  // TimerHeap::expire_due relies on it.
  loop_.impl().timers.insert(*this, when_);
}

void Timer::start_after(Duration delay) {
  const MonotonicTime now = loop_.now();
  start_at(delay < MonotonicTime::max() - now ? now + delay : MonotonicTime::max());
}

void Timer::cancel() noexcept {
  if (armed()) loop_.impl().timers.remove(*this);
}

}  // namespace saki
