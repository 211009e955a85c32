// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "notes_room.h"

// The same over a socket; what a client sends becomes a note. A title that is taken ends the socket, as any error of the client's does.
saki::Task<> handlers::live(saki::Request& request, saki::WebSocket<Note, Note>& socket) {
  const auto seat = followers(request).join(socket);
  while (auto note = co_await socket.next()) static_cast<void>(co_await create_note(request, std::move(*note)));
}
