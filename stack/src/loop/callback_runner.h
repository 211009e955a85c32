// SPDX-License-Identifier: Apache-2.0
//
// CallbackRunner: runs a loop's callbacks by name; timed when somebody observes them.
#pragma once

#include "saki/base/clock.h"
#include "saki/loop/loop_observer.h"

namespace saki {

class CallbackRunner {  // Affinity: loop.
 public:
  explicit CallbackRunner(LoopObserver* observer) noexcept : observer_(observer) {}

  template <class F>
  void operator()(const char* name, F&& callback) const {
    if (observer_ == nullptr) [[likely]]
      return callback();
    const MonotonicTime start = observer_->now();
    callback();
    observer_->on_callback(name, observer_->now() - start);
  }

 private:
  LoopObserver* observer_;
};

}  // namespace saki
