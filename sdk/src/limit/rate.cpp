// SPDX-License-Identifier: Apache-2.0
#include "saki/rate.h"

#include "saki/base/check.h"

namespace saki {

Rate::Rate(std::uint32_t count, std::chrono::nanoseconds span, std::uint32_t burst) noexcept
    : count_(count), burst_(burst != 0 ? burst : count), span_(span) {
  SAKI_CHECK(fits(count, span, burst), "a rate fits its bounds");
}

bool Rate::fits(std::uint32_t count, std::chrono::nanoseconds span, std::uint32_t burst) noexcept {
  if (count == 0 || count > kMostCount || burst > kMostCount) return false;
  if (span <= std::chrono::nanoseconds::zero() || span > kLongestSpan) return false;
  return period_of(count, span) <= std::chrono::nanoseconds(kLongestWindow) / (burst != 0 ? burst : count);
}

}  // namespace saki
