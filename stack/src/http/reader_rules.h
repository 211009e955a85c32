// SPDX-License-Identifier: Apache-2.0
//
// ReaderRules: what a WebSocket may be sent.
#pragma once

#include <cstdint>

#include "saki/http/web_socket_role.h"

namespace saki::http {

struct ReaderRules {
  WebSocketRole role = WebSocketRole::Server;
  bool inflates = false;
  bool keeps_context = false;
  std::uint64_t message_bytes = 0;
  std::uint64_t frame_bytes = 0;
};

}  // namespace saki::http
