// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

saki::Task<std::vector<Note>> handlers::list_notes(saki::Request& request, Page query) {
  auto& db = request.use<saki::Sqlite>();
  co_return co_await db.all<Note>("select * from notes where id > ? order by id limit ?", query.after, query.limit);
}
