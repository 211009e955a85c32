// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

saki::Task<> handlers::echo_messages(saki::Request&, saki::WebSocket<>& socket) {
  while (auto message = co_await socket.next()) co_await socket.send(*message);
}
