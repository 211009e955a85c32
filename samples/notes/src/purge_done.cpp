// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "notes_room.h"

saki::Task<> handlers::purge_done(saki::JobRun& run) {
  const saki::Timestamp a_month_ago = run.now() - std::chrono::days(30);
  const auto purged =
      co_await run.use<saki::Sqlite>().all<Note>("delete from notes where state = 'done' and created_at < ? returning *", a_month_ago);
  for (const Note& note : purged) tell_followers(run, note, kDeleted);
}
