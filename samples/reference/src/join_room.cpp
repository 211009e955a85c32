// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "saki/room.h"

// What anybody says goes to all that are there, the speaker too.
saki::Task<> handlers::join_room(saki::Request& request, saki::WebSocket<>& socket, std::string name) {
  const saki::Room<> room(request, name);
  const saki::Room<saki::Binary> bytes(request, name);
  const auto seat = room.join(socket);
  while (const auto message = co_await socket.next()) {
    if (message->kind == saki::MessageKind::Text) {
      room.send(message->text());
    } else {
      bytes.send(message->content);
    }
  }
}
