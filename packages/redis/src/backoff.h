// SPDX-License-Identifier: Apache-2.0
//
// How long to wait before a connection is tried again. Pure: chance comes in as an argument.
#pragma once

#include <algorithm>
#include <cstdint>

#include "saki/base/clock.h"
#include "saki/redis/options.h"

namespace saki {

// After `failed` attempts, 1 or more: between a half and all of the first wait doubled with each failure, up to the longest. `chance` is
// any number, each as likely; it keeps the clients of a server that comes back from coming all at once.
[[nodiscard]] inline Duration redis_backoff(const RedisOptions& options, unsigned failed, std::uint32_t chance) noexcept {
  Duration wait = options.reconnect_first;
  for (unsigned round = 1; round < failed && wait < options.reconnect_longest; ++round) wait *= 2;
  wait = std::min<Duration>(wait, options.reconnect_longest);
  return wait / 2 + Duration(static_cast<Duration::rep>(static_cast<double>(wait.count()) / 2 * (chance / 4294967295.0)));
}

}  // namespace saki
