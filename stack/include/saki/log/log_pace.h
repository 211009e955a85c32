// SPDX-License-Identifier: Apache-2.0
//
// LogPace: one line a second of a kind that could come thousands of times; the others are counted.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <utility>

#include "saki/base/clock.h"

namespace saki {

class LogPace {  // Affinity: loop.
 public:
  // Nothing when the last line is less than a second ago; else how many were left untold since then.
  [[nodiscard]] std::optional<std::uint64_t> admit(MonotonicTime now) noexcept {
    if (now < next_) {
      ++untold_;
      return std::nullopt;
    }
    next_ = now + std::chrono::seconds(1);
    return std::exchange(untold_, 0);
  }

 private:
  MonotonicTime next_ = MonotonicTime::min();
  std::uint64_t untold_ = 0;
};

}  // namespace saki
