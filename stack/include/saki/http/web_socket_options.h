// SPDX-License-Identifier: Apache-2.0
//
// WebSocketOptions: what a route lets its WebSockets do. The bounds that all of them share are in Limits and Timeouts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace saki::http {

// Which pages may open a socket. A browser names the page's origin, other clients as a rule none: these are let through.
struct OriginPolicy {
  enum class Kind : std::uint8_t {
    Same,    // The origin that was asked, and those listed.
    Listed,  // Those listed alone.
    Any,
  };
  Kind kind = Kind::Same;
  std::vector<std::string> listed;  // "https://example.org", "http://localhost:3000": as browsers write them.
};

// What becomes of a message that the queue of a socket has no room for.
enum class QueuePolicy : std::uint8_t {
  DropOldest,  // The one that has waited longest goes.
  DropNewest,  // It does not come in.
  Close,       // The socket is closed, with 1008: whoever must have all of them connects again.
};

// permessage-deflate (RFC 7692). Without contexts, sockets hold no memory for it between messages; with them, each socket holds up to
// 2^(window_bits+3) bytes and 2^window_bits for what comes.
struct DeflateOptions {
  bool enabled = true;
  bool keeps_context = false;      // Where the peer agrees, of either direction.
  std::uint8_t window_bits = 15;   // 9 to 15: the larger, the smaller the messages.
  std::uint8_t level = 1;          // 1 to 9.
  std::uint32_t least_bytes = 128;  // Shorter messages are sent as they are.
};

struct WebSocketOptions {  // Affinity: frozen. Outlives its sockets.
  std::vector<std::string> protocols;  // Subprotocols, the best first. Where a client offers none of them it is told none.
  bool needs_protocol = false;         // Such a client is refused with 400 instead.
  OriginPolicy origins;
  DeflateOptions deflate;
  std::uint64_t message_bytes = 0;     // Bounds a message; 0 for Limits::web_socket_message_bytes.
  QueuePolicy queue_policy = QueuePolicy::Close;
};

}  // namespace saki::http
