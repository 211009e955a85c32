// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "people.h"
#include "queries.h"

saki::Task<Me> handlers::sign_up(saki::Request& request, Credentials body) {
  const std::string hash = co_await request.blocking(hash_of, body.password);
  const auto account = co_await queries::try_add_account(request.use<saki::Sqlite>(), body.name, hash, request.now());
  if (!account && account.error().kind() == saki::DatabaseError::UniqueViolation) throw NameTaken("choose another name");
  if (!account) throw account.error();
  saki::Session session = co_await request.use<saki::Sessions>().open(request);
  enter(session, (*account)->name, (*account)->role);
  co_return about(session);
}
