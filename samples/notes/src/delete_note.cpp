// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"

saki::Task<> handlers::delete_note(saki::Request& request, std::int64_t id) {
  auto change = co_await request.use<saki::Sqlite>().execute("delete from notes where id = ?", id);
  if (change.count() == 0) throw saki::NotFound("no such note");
}
