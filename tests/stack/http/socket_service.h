// SPDX-License-Identifier: Apache-2.0
//
// SocketService: the small service that the transcripts of WebSockets talk to. tests/wire/ws/README.md says what it does.
#pragma once

#include <vector>

#include "saki/http/web_socket_upgrade.h"

namespace saki::http {

class SocketService final : public Handler {
 public:
  SocketService();
  [[nodiscard]] Task<> handle(Exchange& exchange) override;

  struct Place {
    std::string_view path;
    WebSocketOptions options;
    Task<> (*serve)(WebSocket& socket);
  };

 private:
  std::vector<Place> places_;
};

}  // namespace saki::http
