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

enum class Compression {
  AsConfigured,  // See `server.compression`.
  Never,         // For answers that hold a secret beside text of whoever asks.
};

struct RouteOptions {
  Duration timeout{};                          // How long the handler may take; zero for no bound. Answered 503 past it.
  std::optional<std::uint64_t> max_body;       // Bytes; else limits.body_bytes, or limits.buffered_body_bytes of what is held whole.
  std::vector<Middleware> middleware{};        // Inside the service's own, the first outermost.
  Compression compression = Compression::AsConfigured;
};

}  // namespace saki
