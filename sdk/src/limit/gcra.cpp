// SPDX-License-Identifier: Apache-2.0
#include "saki/gcra.h"

#include <algorithm>

namespace saki {

RateVerdict Gcra::admit(const Rate& rate, Instant now, std::uint32_t cost) noexcept {
  const Instant period = rate.period();
  const Instant window = rate.window();
  const Instant start = std::clamp(next_, now, now + window);
  RateVerdict verdict;
  Instant ahead = start - now;
  if (cost > rate.burst()) {
    verdict.wait = Instant::max();
  } else if (const Instant after = ahead + period * cost; after > window) {
    verdict.wait = after - window;
  } else {
    verdict.admitted = true;
    ahead = after;
    if (cost != 0) next_ = now + ahead;
  }
  verdict.remaining = static_cast<std::uint32_t>((window - ahead) / period);
  verdict.reset = ahead;
  return verdict;
}

}  // namespace saki
