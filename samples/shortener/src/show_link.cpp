// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "queries.h"

saki::Task<Link> handlers::show_link(saki::Request& request, std::string slug) {
  auto link = co_await queries::find_link(request.use<saki::Database>(), slug);
  if (!link) throw saki::NotFound("no link has this name");
  co_return *std::move(link);
}
