// SPDX-License-Identifier: Apache-2.0
//
// RedisUse: on which connection a command may go, by its name. What changes a connection, or keeps it waiting, would do so to everybody
// who shares it.
#pragma once

#include <cstdint>
#include <string_view>

namespace saki {

class RedisCommand;

enum class RedisUse : std::uint8_t {
  Shared,    // Anywhere.
  Look,      // Its arguments decide: XREAD, XREADGROUP, CLIENT.
  Blocking,  // Keeps its connection waiting: BLPOP.
  Watching,  // Begins what Settling ends: WATCH, MULTI.
  Settling,  // EXEC, DISCARD, UNWATCH.
  Altering,  // Leaves its connection changed for good: SELECT.
  Never,     // Makes of its connection something else: SUBSCRIBE, MONITOR.
};

[[nodiscard]] RedisUse redis_use(std::string_view name) noexcept;            // In letters of any case.
[[nodiscard]] RedisUse redis_use(const RedisCommand& command) noexcept;  // Never Look.

}  // namespace saki
