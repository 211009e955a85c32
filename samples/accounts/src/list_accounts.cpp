// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "queries.h"

saki::Task<std::vector<Account>> handlers::list_accounts(saki::Request& request) {
  co_return co_await queries::all_accounts(request.use<saki::Sqlite>());
}
