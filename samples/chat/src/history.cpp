// SPDX-License-Identifier: Apache-2.0
//
// The oldest messages first, behind the one that the caller has.
#include "handlers.h"

saki::Task<std::vector<Message>> handlers::history(saki::Request& request, std::string room, Page query) {
  auto& db = request.use<saki::Sqlite>();
  co_return co_await db.all<Message>("select id, author, text, sent_at from messages where room = ? and id > ? order by id limit ?", room,
                                     query.after, query.limit);
}
