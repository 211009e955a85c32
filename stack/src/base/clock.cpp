// SPDX-License-Identifier: Apache-2.0
#include "saki/base/clock.h"

namespace saki {
namespace {

class SystemClock final : public Clock {
 public:
  MonotonicTime monotonic() const noexcept override { return std::chrono::steady_clock::now(); }
  WallTime wall() const noexcept override {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace

const Clock& Clock::system() noexcept {
  static const SystemClock clock;
  return clock;
}

}  // namespace saki
