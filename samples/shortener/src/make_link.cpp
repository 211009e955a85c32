// SPDX-License-Identifier: Apache-2.0
#include "handlers.h"
#include "queries.h"
#include "saki/encoding.h"
#include "saki/random.h"

namespace {

// 48 bits: a guess at one of a million links needs 280 million tries.
std::string invented() { return saki::to_base64url(saki::random_bytes<6>()); }

bool leads_to_a_page(std::string_view url) { return url.starts_with("https://") || url.starts_with("http://"); }

}  // namespace

saki::Task<Link> handlers::make_link(saki::Request& request, NewLink body) {
  if (!leads_to_a_page(body.url)) throw saki::UnprocessableContent("a link leads to http:// or https://");
  const std::string slug = body.slug ? *body.slug : invented();
  const saki::Timestamp now = request.now();
  const auto added = co_await queries::try_add_link(request.use<saki::Database>(), slug, body.url, now);
  if (!added && added.error().kind() == saki::DatabaseError::UniqueViolation) throw SlugTaken("choose another name");
  if (!added) throw added.error();
  co_return Link(slug, body.url, 0, now);
}
