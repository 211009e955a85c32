// SPDX-License-Identifier: Apache-2.0
//
// SocketTaker: who serves a WebSocket that was agreed on, where there is no connection that could be switched to it.
#pragma once

#include <memory>

#include "saki/http/web_socket_upgrade.h"

namespace saki {

class SocketTaker {  // Affinity: loop.
 public:
  virtual void take(const http::WebSocketAgreement& agreement, const http::WebSocketOptions& options,
                    std::unique_ptr<http::WebSocketHandler> handler) = 0;

 protected:
  ~SocketTaker() = default;
};

}  // namespace saki
