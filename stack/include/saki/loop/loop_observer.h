// SPDX-License-Identifier: Apache-2.0
//
// LoopObserver: is told how long each callback of a loop took, by name.
#pragma once

#include "saki/base/clock.h"

namespace saki {

class LoopObserver {  // Affinity: loop.
 public:
  virtual ~LoopObserver() = default;
  [[nodiscard]] virtual MonotonicTime now() const noexcept = 0;
  virtual void on_callback(const char* name, Duration took) = 0;
};

}  // namespace saki
