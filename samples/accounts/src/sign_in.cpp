// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "people.h"
#include "queries.h"

saki::Task<Me> handlers::sign_in(saki::Request& request, Credentials body) {
  const auto account = co_await queries::find_account(request.use<saki::Sqlite>(), body.name);
  const std::string hash = account ? account->password_hash : "";
  if (const bool right = co_await request.blocking(fits, hash, body.password); !right) throw WrongPassword();
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  enter(session, account->name, account->role);
  co_return about(session);
}
