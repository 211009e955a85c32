// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "notes_room.h"
#include "refuse.h"

saki::Task<Note> handlers::replace_note(saki::Request& request, std::int64_t id, Note body) {
  auto& db = request.use<saki::Sqlite>();
  auto note = co_await db.try_one<Note>("update notes set title = ?, body = ?, tags = ?, state = ?, due = ? where id = ? returning *",
                                        body.title, body.body, body.tags, body.state, body.due, id);
  if (!note) refuse(note.error());
  if (!*note) throw saki::NotFound("no such note");
  tell_followers(request, **note, kChanged);
  co_return **note;
}
