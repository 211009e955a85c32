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

  // Of the socket that was opened last, as long as it lasts.
  [[nodiscard]] static std::size_t held_bytes();
  [[nodiscard]] static std::size_t queued_bytes();
  [[nodiscard]] static std::size_t taken();  // Messages that `/enqueue` could put into its queue.

  struct Place {
    std::string_view path;
    WebSocketOptions options;
    Task<> (*serve)(WebSocket& socket);
  };

 private:
  std::vector<Place> places_;
};

}  // namespace saki::http
