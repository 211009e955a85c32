// SPDX-License-Identifier: Apache-2.0
//
// SenderRules: in what form a WebSocket sends, and how much may wait for it.
#pragma once

#include <cstdint>

#include "saki/http/limits.h"
#include "saki/http/web_socket_options.h"
#include "saki/http/web_socket_role.h"

namespace saki::http {

struct SenderRules {
  const Limits& limits;  // Of the queue.
  QueuePolicy queue_policy = QueuePolicy::Close;
  WebSocketRole role = WebSocketRole::Server;
  bool deflates = false;
  bool keeps_context = false;
  std::uint8_t window_bits = 15;
  std::uint8_t level = 1;
  std::uint32_t least_bytes = 0;  // Of a message that is deflated.

  [[nodiscard]] bool masks() const noexcept { return role == WebSocketRole::Client; }
  [[nodiscard]] bool deflates_message(std::size_t size_bytes) const noexcept { return deflates && size_bytes >= least_bytes; }
};

}  // namespace saki::http
