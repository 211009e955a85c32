// SPDX-License-Identifier: Apache-2.0
//
// The oldest messages first, behind the one that the caller has.
#include "handlers.h"
#include "queries.h"

saki::Task<std::vector<Message>> handlers::history(saki::Request& request, std::string room, Page query) {
  co_return co_await queries::messages_after(request.use<saki::Sqlite>(), room, query.after, query.limit);
}
