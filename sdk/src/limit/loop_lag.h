// SPDX-License-Identifier: Apache-2.0
//
// LoopLag: how long what became ready on a loop has to wait before the loop comes to it: by how much a timer is late.
//
// The timer runs only while somebody asks, so an idle service stays asleep.
#pragma once

#include <algorithm>

#include "saki/loop/loop.h"
#include "saki/loop/timer.h"

namespace saki {

class LoopLag final : private Timer {  // Affinity: loop.
 public:
  explicit LoopLag(Loop& loop) noexcept : Timer(loop, "loop lag") {}

  // As of the last probe, or of the one that is overdue. Zero at first, and after a pause.
  [[nodiscard]] Duration ask() {
    asked_ = true;
    if (!armed()) start_after(kProbe);
    return std::max(last_, loop().clock().monotonic() - when());
  }

 private:
  static constexpr Duration kProbe = std::chrono::milliseconds(5);

  void expire() override {
    last_ = asked_ ? loop().clock().monotonic() - when() : Duration::zero();
    if (asked_) start_after(kProbe);
    asked_ = false;
  }

  Duration last_{};
  bool asked_ = false;  // Since the last probe.
};

}  // namespace saki
