// SPDX-License-Identifier: Apache-2.0
//
// How a request becomes a WebSocket: it is judged, then answered 101; from then on a handler of the socket's own serves it.
#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "saki/http/exchange.h"
#include "saki/http/web_socket.h"
#include "saki/http/web_socket_agreement.h"
#include "saki/http/web_socket_options.h"

namespace saki::http {

// Serves one socket, and lives as long as its own task.
class WebSocketHandler {  // Affinity: loop.
 public:
  virtual ~WebSocketHandler() = default;

  // Where the task ends the socket is closed, with 1000, or with 1011 after an exception. A task that does not notice the end of its socket
  // is cancelled after Timeouts::web_socket_grace.
  [[nodiscard]] virtual Task<> serve(WebSocket& socket) = 0;

  // The task ended with the exception in flight, which was none of Cancelled: tells of it, and may close the socket in another way. What it
  // throws itself ends the connection.
  virtual void failed(WebSocket& /*socket*/) {}
};

// What a request to open a WebSocket came to.
struct WebSocketVerdict {
  Status status = Status::SwitchingProtocols;  // Else how to refuse it: 400, 403, 426.
  std::string_view reason;  // Why, in a clause.
  WebSocketAgreement agreement;

  [[nodiscard]] explicit operator bool() const noexcept { return status == Status::SwitchingProtocols; }
};

// Judges the request of `exchange` (RFC 6455 sections 4.2.1, 4.2.2 and 10.2).
//
// 426 goes with refused_web_socket_fields(): no upgrade was asked for, or another version of the protocol.
[[nodiscard]] WebSocketVerdict judge_web_socket(Exchange& exchange, const WebSocketOptions& options);
[[nodiscard]] std::span<const Field> refused_web_socket_fields(const WebSocketVerdict& verdict) noexcept;

// Answers 101, with `fields` besides those of the handshake, and lets `handler` serve the socket once the handler's task has ended.
//
// False, and nothing was written, where the connection cannot be switched: it is about to end, the server stops (503), content is on its
// way, a field may not be sent, or the exchange is none of HTTP/1.1.
[[nodiscard]] bool upgrade_to_web_socket(Exchange& exchange, const WebSocketAgreement& agreement, const WebSocketOptions& options,
                                         std::unique_ptr<WebSocketHandler> handler, std::span<const Field> fields = {});

}  // namespace saki::http
