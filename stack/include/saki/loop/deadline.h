// SPDX-License-Identifier: Apache-2.0
//
// Deadline: a timer that is pushed back far more often than it expires. Moving it later is one store: the heap learns of it when the
// old instant comes.
#pragma once

#include "saki/loop/timer.h"

namespace saki {

class Deadline : public Timer {  // Affinity: loop.
 public:
  using Timer::Timer;

  void set(MonotonicTime when) {
    deadline_ = when;
    if (when == MonotonicTime::max()) return;
    if (!armed() || when < Timer::when()) start_at(when);
  }
  void clear() noexcept { deadline_ = MonotonicTime::max(); }  // The timer stays armed and finds nothing to do.
  [[nodiscard]] MonotonicTime deadline() const noexcept { return deadline_; }

 protected:
  virtual void on_deadline() = 0;  // As Timer::expire.

 private:
  void expire() final;
  MonotonicTime deadline_ = MonotonicTime::max();
};

}  // namespace saki
