// SPDX-License-Identifier: Apache-2.0
//
// RouteOptions: what a route may have besides its handler.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "saki/base/clock.h"
#include "saki/route_handler.h"

namespace saki {

struct RouteOptions {
  Duration timeout{};                          // How long the handler may take; zero for no bound. Answered 503 past it.
  std::optional<std::uint64_t> max_body;       // Bytes; otherwise the server's limits.body_bytes.
  std::vector<Middleware> middleware;          // Inside the service's own, the first outermost.
};

}  // namespace saki
