// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "people.h"
#include "queries.h"

saki::Task<Me> handlers::change_password(saki::Request& request, PasswordChange body) {
  auto& db = request.use<saki::Sqlite>();
  const std::string name = request.identity().subject;
  const auto account = co_await queries::find_account(db, name);
  const std::string hash = account ? account->password_hash : "";
  if (const bool right = co_await request.blocking(fits, hash, body.current); !right) throw WrongPassword();
  const std::string next = co_await request.blocking(hash_of, body.next);
  co_await queries::set_password(db, name, next);
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  session.rotate();
  co_return about(session);
}
