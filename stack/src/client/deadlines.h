// SPDX-License-Identifier: Apache-2.0
//
// Deadlines: when each phase of one request must have ended: after its own time, and never after the whole request's.
#pragma once

#include <algorithm>

#include "saki/base/clock.h"
#include "saki/client/client_limits.h"

namespace saki::client {

class Deadlines {  // A value.
 public:
  Deadlines(const ClientTimeouts& timeouts, MonotonicTime now) noexcept : timeouts_(timeouts), whole_(after(now, timeouts.whole)) {}

  using Bound = std::chrono::milliseconds ClientTimeouts::*;
  // When a wait that begins `now` ends.
  [[nodiscard]] MonotonicTime of(Bound bound, MonotonicTime now) const noexcept { return std::min(whole_, after(now, timeouts_.*bound)); }
  [[nodiscard]] MonotonicTime whole() const noexcept { return whole_; }

  // The same as a time to wait, for those who add it to `now` themselves.
  [[nodiscard]] Duration limit(Bound bound, MonotonicTime now) const noexcept { return std::min(of(bound, now), now + kLongest) - now; }

 private:
  static constexpr Duration kLongest = std::chrono::hours(24 * 365);

  [[nodiscard]] static MonotonicTime after(MonotonicTime now, std::chrono::milliseconds time) noexcept {
    return time > std::chrono::milliseconds::zero() ? now + std::min<Duration>(time, kLongest) : MonotonicTime::max();
  }

  ClientTimeouts timeouts_;
  MonotonicTime whole_;
};

}  // namespace saki::client
