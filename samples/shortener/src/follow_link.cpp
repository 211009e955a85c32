// SPDX-License-Identifier: Apache-2.0
//
// Where a link leads is asked of the store first, which forgets it after a while; a store that does not answer is done without. The visit
// is counted while the visitor is on the way there.
#include "handlers.h"
#include "queries.h"

namespace {

using namespace std::chrono_literals;

constexpr saki::Duration kRemembered = 10min;

saki::Task<std::string> target_of(saki::Request& request, std::string slug) {
  const auto& store = request.use<saki::Store>();
  const std::string key = "target:" + slug;
  const auto kept = co_await store.try_get(key);
  if (kept && *kept) co_return **kept;
  auto found = co_await queries::find_target(request.use<saki::Database>(), slug);
  if (!found) throw saki::NotFound("no link has this name");
  static_cast<void>(co_await store.try_set(key, *found, kRemembered));
  co_return *std::move(found);
}

saki::Task<> count(saki::Surroundings& here, std::string slug) { co_await queries::count_visit(here.use<saki::Database>(), slug); }

}  // namespace

saki::Task<saki::Response> handlers::follow_link(saki::Request& request, std::string slug) {
  const std::string url = co_await target_of(request, slug);
  request.spawn(count, slug);
  co_return saki::Response::redirect(saki::Status::Found, url).header("Cache-Control", "no-store");
}
