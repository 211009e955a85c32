// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

saki::Task<Note> handlers::get_note(saki::Request& request, std::int64_t id) {
  auto note = co_await request.use<saki::Sqlite>().one<Note>("select * from notes where id = ?", id);
  if (!note) throw saki::NotFound("no such note");
  co_return *note;
}
