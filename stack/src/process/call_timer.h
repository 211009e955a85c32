// SPDX-License-Identifier: Apache-2.0
//
// CallTimer: a timer that calls whatever it was last started with.
#pragma once

#include <functional>
#include <utility>

#include "saki/loop/timer.h"

namespace saki {

class CallTimer final : private Timer {  // Affinity: loop.
 public:
  using Function = std::move_only_function<void()>;
  using Timer::Timer;

  // A former call that has not come yet does not come.
  void start(Duration delay, Function function) {
    function_ = std::move(function);
    start_after(delay);
  }
  using Timer::armed;
  using Timer::cancel;

 private:
  void expire() override { std::exchange(function_, nullptr)(); }

  Function function_;
};

}  // namespace saki
