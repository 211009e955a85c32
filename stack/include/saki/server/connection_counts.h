// SPDX-License-Identifier: Apache-2.0
//
// ConnectionCounts: how many connections a server holds, and why it turned others away since it started.
#pragma once

#include <cstdint>

namespace saki {

struct ConnectionCounts {
  std::uint64_t held = 0;
  std::uint64_t refused_at_limit = 0;     // server.limits.connections
  std::uint64_t refused_by_address = 0;   // server.limits.connections_per_address
  std::uint64_t refused_for_want = 0;     // Of descriptors or memory.
};

}  // namespace saki
