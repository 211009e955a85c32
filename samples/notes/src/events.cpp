// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "notes_room.h"

// Each note that is created, changed or deleted, under that name.
saki::Task<> handlers::events(saki::Request& request, saki::EventStream<Note>& stream) {
  const auto seat = followers(request).join(stream);
  co_await stream.closed();
}
