// SPDX-License-Identifier: Apache-2.0
//
// Durations as the kernel takes them.
#pragma once

#include <ctime>

#include "saki/base/clock.h"

namespace saki {

inline timespec to_timespec(Duration duration) noexcept {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(duration);
  return {.tv_sec = static_cast<time_t>(seconds.count()), .tv_nsec = static_cast<long>((duration - seconds).count())};
}

}  // namespace saki
