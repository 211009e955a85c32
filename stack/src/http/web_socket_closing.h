// SPDX-License-Identifier: Apache-2.0
//
// WebSocketClosing: what is known of the end of a WebSocket beside its code, once it has begun.
#pragma once

#include <cstdint>
#include <string>

namespace saki::http {

struct WebSocketClosing {  // Affinity: loop.
  std::string reason;
  std::uint64_t dropped_bytes = 0;  // Came when nothing was looked at any more.
  bool heard = false;               // The peer's close.
};

}  // namespace saki::http
