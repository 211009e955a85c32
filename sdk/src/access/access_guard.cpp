// SPDX-License-Identifier: Apache-2.0
#include "access/access_guard.h"

#include <algorithm>

#include "access/access_settings.h"
#include "saki/http/exchange.h"
#include "saki/offers.h"
#include "saki/request.h"
#include "saki/route_handler.h"

namespace saki {
namespace {

using Decision = AccessAnswer::Outcome;

AccessQuestion question_of(const Request& request, const Identity* caller) {
  return {request.client(), request.path(), request.method(), caller};
}

}  // namespace

void AccessGuard::start(const PackageContext& context, Diagnostics& diagnostics) {
  rules_.emplace(read_access_settings(context.config()));
  source_ = context.offers().find<IdentitySource>("auth");
  const auto asking = std::ranges::find_if(rules_->all(), [](const AccessRule& rule) { return rule.asks_who(); });
  if (asking == rules_->all().end() || source_ != nullptr) return;
  diagnostics.add(asking->place, "access-rule", "the rule asks who calls, and nothing finds that out",
                  "add a section `auth` to the manifest, or the package Auth before Access");
}

Task<Response> AccessGuard::answer(Request& request, Next next) const {
  const AccessAnswer answer = rules_->decide(question_of(request, nullptr));
  if (answer.outcome == Decision::Allowed) return next(request);
  if (answer.outcome == Decision::AskWho) return answer_once_known(request, next);
  refuse(request, answer);
}

Task<Response> AccessGuard::answer_once_known(Request& request, Next next) const {
  co_await source_->identify(request);
  const AccessAnswer answer = rules_->decide(question_of(request, &request.identity()));
  if (answer.outcome != Decision::Allowed) refuse(request, answer);
  co_return co_await next(request);
}

void AccessGuard::refuse(const Request& request, const AccessAnswer& answer) const {
  denied_.fetch_add(1, std::memory_order_relaxed);
  tell(request, answer);
  if (answer.proof_might_help) throw source_->challenge(request);
  throw Forbidden("This may not be asked from there");
}

void AccessGuard::tell(const Request& request, const AccessAnswer& answer) const {
  const auto untold = paces_.here().admit(request.loop().now());
  if (!untold) return;
  const std::string rule = answer.rule ? "access.rules[" + std::to_string(*answer.rule) + "]" : std::string("access.default");
  const std::string place = answer.rule ? text_of(rules_->all()[*answer.rule].place) : std::string();
  request.log().warn("access denied", {{"rule", rule},
                                       {"place", place},
                                       {"client", request.client().host()},
                                       {"method", request.exchange().head().method_token},
                                       {"path", request.path()},
                                       {"user", request.identity().subject},
                                       {"untold", *untold}});
}

}  // namespace saki
