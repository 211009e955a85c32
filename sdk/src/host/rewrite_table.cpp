// SPDX-License-Identifier: Apache-2.0
#include "host/rewrite_table.h"

#include "route/route_pattern.h"

namespace saki {

void RewriteTable::add(RewriteRule rule, Diagnostics& diagnostics) {
  RoutePattern pattern = parse_route_pattern(rule.match);
  const std::vector<std::string> names = Router::parameter_names(rule.match);
  if (names.size() > RouteMatch::kMaxParameters) pattern.mistake = "it has too many parameters";
  if (!pattern.mistake.empty()) {
    diagnostics.add(rule.match_place, "rewrite-pattern", "match: \"" + rule.match + "\" is no pattern: " + pattern.mistake,
                    "as a route has: /old/{name}, or /old/{rest...} for all that is left");
    return;
  }
  RewriteTarget target(rule.to, names);
  std::string mistake = target.mistake();
  if (mistake.empty() && target.is_absolute() && !rule.status) mistake = "only a redirect leads to a URI; give the rule a status";
  if (!mistake.empty()) diagnostics.add(rule.to_place, "rewrite-target", "to: \"" + rule.to + "\" is no target: " + mistake);
  check_against_others(rule, diagnostics);
  router_.add(Method::Get, rule.match, static_cast<std::uint32_t>(rules_.size()));
  rules_.push_back({std::move(rule), std::move(target)});
}

void RewriteTable::check_against_others(const RewriteRule& rule, Diagnostics& diagnostics) const {
  const auto segments = parse_route_pattern(rule.match).segments;
  for (const auto& [other, target] : rules_) {
    if (!equally_fit(parse_route_pattern(other.match).segments, segments)) continue;
    diagnostics.add(rule.match_place, "rewrite-conflict",
                    "a path can fit both " + other.match + " and " + rule.match + ", so one of the rules is never reached",
                    "the other stands at " + text_of(other.match_place));
  }
}

}  // namespace saki
