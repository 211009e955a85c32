// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "notes_room.h"
#include "refuse.h"

saki::Task<Note> handlers::create_note(saki::Request& request, Note body) {
  auto& db = request.use<saki::Sqlite>();
  auto note =
      co_await db.try_one<Note>("insert into notes (title, body, tags, state, due, created_at) values (?, ?, ?, ?, ?, ?) returning *",
                                body.title, body.body, body.tags, body.state, body.due, request.now());
  if (!note) refuse(note.error());
  tell_followers(request, **note, kCreated);
  co_return **note;
}
