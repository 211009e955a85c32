// SPDX-License-Identifier: Apache-2.0
#include "access/access_rules.h"

#include <algorithm>

#include "web/planted_bug.h"

namespace saki {
namespace {

using Decision = AccessAnswer::Outcome;

bool is_below(std::string_view path, std::string_view prefix) {
  while (prefix.ends_with('/')) prefix.remove_suffix(1);
  return path.starts_with(prefix) && (kBugPlanted || path.size() == prefix.size() || path[prefix.size()] == '/');
}

template <class List, class Fits>
bool any_fits(const List& list, const Fits& fits) {
  return list.empty() || std::ranges::any_of(list, fits);
}

// All but who calls.
bool fits_place(const AccessRule& rule, const AccessQuestion& question) {
  const Method method = question.method == Method::Head ? Method::Get : question.method;
  return (rule.from.empty() || contains(rule.from, question.client)) &&
         any_fits(rule.paths, [&](const std::string& prefix) { return is_below(question.path, prefix); }) &&
         any_fits(rule.methods, [&](Method each) { return each == method || each == question.method; });
}

bool fits_caller(const AccessRule& rule, const Identity& caller) {
  const auto is_user = [&](const std::string& user) { return caller.known() && (user == "*" || user == caller.subject); };
  return any_fits(rule.users, is_user) && any_fits(rule.roles, [&](const std::string& role) { return caller.has_role(role); });
}

Decision outcome_of(AccessAction action) noexcept { return action == AccessAction::Allow ? Decision::Allowed : Decision::Denied; }

}  // namespace

AccessAnswer AccessRules::decide(const AccessQuestion& question) const {
  bool proof_might_help = false;
  for (std::size_t index = 0; index < rules_.size(); ++index) {
    const AccessRule& rule = rules_[index];
    if (!fits_place(rule, question)) continue;
    if (rule.asks_who()) {
      if (question.caller == nullptr) return {Decision::AskWho, index, false};
      if (!fits_caller(rule, *question.caller)) {
        proof_might_help |= !question.caller->known() && rule.action == AccessAction::Allow;
        continue;
      }
    }
    return {outcome_of(rule.action), index, proof_might_help};
  }
  return {outcome_of(otherwise_), std::nullopt, proof_might_help};
}

}  // namespace saki
