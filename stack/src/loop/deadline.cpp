// SPDX-License-Identifier: Apache-2.0
#include "saki/loop/deadline.h"

#include "saki/loop/loop.h"

namespace saki {

void Deadline::expire() {
  if (deadline_ == MonotonicTime::max()) return;
  if (loop().now() < deadline_) {
    start_at(deadline_);
  } else {
    deadline_ = MonotonicTime::max();
    on_deadline();
  }
}

}  // namespace saki
