// SPDX-License-Identifier: Apache-2.0
//
// RewriteTable::apply(): the rules at work on a request.
#include "host/rewrite_table.h"
#include "saki/http/exchange.h"
#include "saki/http/percent.h"

namespace saki {
namespace {

constexpr std::size_t kLongestPlace = 64 * 1024;  // Rules that repeat a parameter could double it each time.

enum class Step : std::uint8_t { Changed, Unchanged, Refused };

// Leads the exchange to the target of a rule that fits.
Step rewrite(http::Exchange& exchange, const RewriteTarget& target, const RouteMatch& match) {
  const http::RequestHead& head = exchange.head();
  Arena& arena = exchange.arena();
  const std::string_view raw_path = arena.copy(target.place(match));
  const std::optional<std::string_view> path = http::normalize_path(raw_path, arena);
  if (!path || raw_path.size() > kLongestPlace) return Step::Refused;
  const std::string_view query = arena.copy(target.query(match, head.query));
  if (*path == head.path && query == head.query) return Step::Unchanged;
  exchange.rewrite(raw_path, *path, query);
  return Step::Changed;
}

}  // namespace

Rewriting RewriteTable::apply(http::Exchange& exchange) const {
  RouteMatch match;
  for (int count = 0;; ++count) {
    const http::RequestHead& head = exchange.head();
    if (router_.find(Method::Get, head.path, match) != RouteOutcome::Found) return {};
    const Entry& entry = rules_[match.target];
    if (entry.rule.status) {
      return {Rewriting::Kind::Redirect, &entry.rule, exchange.arena().copy(entry.target.location(match, head.query))};
    }
    const Step step = rewrite(exchange, entry.target, match);
    if (step == Step::Unchanged) return {};
    if (step == Step::Refused) return {Rewriting::Kind::Nowhere, &entry.rule, {}};
    if (count == kMostRewrites) return {Rewriting::Kind::Endless, &entry.rule, {}};
  }
}

}  // namespace saki
