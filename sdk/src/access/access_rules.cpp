// SPDX-License-Identifier: Apache-2.0
#include "access/access_rules.h"

#include <algorithm>

#include "web/planted_bug.h"

namespace saki {
namespace {

using Decision = AccessAnswer::Outcome;

// The next segment that is not empty, taken off the front; "" at the end.
std::string_view take_segment(std::string_view& path) noexcept {
  path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

// Slashes that follow one another are one, as they are to a folder of files: `//admin` is no way around a rule for `/admin`.
bool is_below(std::string_view path, std::string_view prefix) noexcept {
  for (std::string_view wanted = take_segment(prefix); !wanted.empty(); wanted = take_segment(prefix)) {
    const std::string_view segment = take_segment(path);
    if (segment != wanted && !(kBugPlanted && segment.starts_with(wanted))) return false;
  }
  return true;
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
