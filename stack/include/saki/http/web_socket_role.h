// SPDX-License-Identifier: Apache-2.0
//
// WebSocketRole: whose end of a WebSocket it is.
#pragma once

#include <cstdint>

namespace saki::http {

enum class WebSocketRole : std::uint8_t { Server, Client };

}  // namespace saki::http
