// SPDX-License-Identifier: Apache-2.0
//
// Counts from the next time that somebody signs in.
#include "handlers.h"
#include "queries.h"

saki::Task<Account> handlers::change_role(saki::Request& request, std::string name, RoleChange body) {
  if (name == request.identity().subject) throw saki::Conflict("somebody else has to change your role");
  auto account = co_await queries::set_role(request.use<saki::Sqlite>(), name, body.role);
  if (!account) throw saki::NotFound("nobody has this name");
  co_return *std::move(account);
}
