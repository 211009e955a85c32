// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "notes_room.h"

saki::Task<> handlers::delete_note(saki::Request& request, std::int64_t id) {
  const auto note = co_await request.use<saki::Sqlite>().one<Note>("delete from notes where id = ? returning *", id);
  if (!note) throw saki::NotFound("no such note");
  tell_followers(request, *note, kDeleted);
}
