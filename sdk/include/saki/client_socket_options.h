// SPDX-License-Identifier: Apache-2.0
//
// ClientSocketOptions: what a client offers when it opens a WebSocket, and what it takes.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "saki/http/web_socket_options.h"

namespace saki {

class ClientSocketOptions {
 public:
  ClientSocketOptions() = default;

  std::vector<std::string> protocols;  // Subprotocols, the best first.
  http::DeflateOptions deflate;        // permessage-deflate, offered unless it is not enabled.
  std::uint64_t message_bytes = 16 * 1024 * 1024;  // Of a message that comes; a larger one closes the socket.
};

static_assert(!std::is_aggregate_v<ClientSocketOptions>);

}  // namespace saki
