// SPDX-License-Identifier: Apache-2.0
//
// Instants ahead, for what is to end then: `Cookie("theme", "dark").expires(tomorrow())`.
#pragma once

#include "saki/timestamp.h"

namespace saki {

// So many hours after `from`, and a day after it: 24 hours, whatever the clocks on the wall do. Affinity: any (all of this header).
[[nodiscard]] inline Timestamp next_hours(int hours, Timestamp from = Timestamp::now()) noexcept {
  return from + std::chrono::hours{hours};
}
[[nodiscard]] inline Timestamp tomorrow(Timestamp from = Timestamp::now()) noexcept { return next_hours(24, from); }

// When the day of UTC that holds `at` began.
[[nodiscard]] inline Timestamp day_of(Timestamp at) noexcept { return WallTime(std::chrono::floor<std::chrono::days>(at.time())); }

}  // namespace saki
