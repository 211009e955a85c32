// SPDX-License-Identifier: Apache-2.0
//
// SocketOptions: what a route of WebSockets may have besides its handler.
//
//   SocketOptions options;
//   options.origins.listed = {"https://example.org"};
//   options.message_bytes = 64 * 1024;
//   options.queue_policy = QueuePolicy::DropOldest;
#pragma once

#include <cstdint>

#include "saki/http/web_socket_options.h"
#include "saki/route_options.h"

namespace saki {

using http::DeflateOptions;
using http::OriginPolicy;
using http::QueuePolicy;

// What becomes of a message that is not what the handler takes.
enum class InvalidMessage : std::uint8_t {
  Close,       // The socket is closed: 1007 for malformed JSON, 1008 for a broken rule, 1003 for the wrong kind.
  ErrorFrame,  // It is answered with a problem document, as a request would be, and the handler waits for the next one.
};

// The bounds of RouteOptions hold for the request that asks for the socket: its timeout ends where the socket begins.
struct SocketOptions : RouteOptions, http::WebSocketOptions {
  InvalidMessage invalid = InvalidMessage::Close;
  std::uint64_t handle_bytes = 256 * 1024;  // Of messages that handles have on the way to a socket's worker.
  std::uint64_t handle_count = 256;
};

}  // namespace saki
