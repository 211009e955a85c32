// SPDX-License-Identifier: Apache-2.0
#include "auth/auth_core.h"

#include <algorithm>

#include "auth/auth_settings.h"
#include "auth/authorization.h"
#include "auth/cookie_authenticator.h"
#include "auth/make_authenticator.h"
#include "context/route_entry.h"
#include "saki/base/check.h"
#include "saki/measures.h"
#include "saki/offers.h"
#include "saki/request.h"

namespace saki {
namespace {

constexpr std::chrono::seconds kBusy{1};  // How soon a caller may try again who found too many others.

bool has_any(const Identity& identity, const std::vector<std::string>& roles) {
  return roles.empty() || std::ranges::any_of(roles, [&](const std::string& role) { return identity.has_role(role); });
}

}  // namespace

std::shared_ptr<const Guard> AuthCore::guard(AuthRule rule) {
  return guards_.emplace_back(std::make_shared<const AuthGuard>(*this, std::move(rule)));
}

void AuthCore::start(const PackageContext& context, Diagnostics& diagnostics) {
  schemes_.clear();
  names_.clear();
  watch_.emplace(context.log());
  Diagnostics mistakes;
  std::vector<AuthEntry> entries = read_auth_settings(context.config(), mistakes);
  if (!mistakes.empty()) entries.clear();  // Each is made of sound settings, or not at all.
  for (const AuthEntry& entry : entries) {
    auto& scheme = schemes_.emplace_back(std::make_unique<Scheme>());
    scheme->name = entry.name;
    scheme->authenticator = make_authenticator(entry, context, *watch_, mistakes);
    names_.push_back(entry.name);
  }
  if (mistakes.empty()) check_rules(mistakes);
  diagnostics.append(mistakes);
  context.offers().add<IdentitySource>("auth", *this);  // Also with mistakes, lest rules of access be told that there is nothing.
  if (mistakes.empty()) watch_->start();
}

void AuthCore::check_rules(Diagnostics& diagnostics) const {
  std::vector<std::string> told;
  for (const auto& guard : guards_) {
    for (const std::string& name : guard->rule().schemes) {
      if (find(name) != nullptr || std::ranges::find(told, name) != told.end()) continue;
      told.push_back(name);
      const std::string near = nearest_word(name, names_);
      diagnostics.add({"configuration"}, "auth-scheme", "a route asks for auth." + name + ", which is not configured",
                      near.empty() ? "auth: {" + name + ": {kind: basic, file: users}}" : "did you mean `" + near + "`?");
    }
  }
}

void AuthCore::start_worker(Loop& loop) {
  paces_.open(loop);
  for (const auto& scheme : schemes_) scheme->authenticator->start_worker(loop);
}

void AuthCore::stop() noexcept {
  if (watch_) watch_->stop();
  for (const auto& scheme : schemes_) scheme->authenticator->stop();
  paces_.clear();
}

void AuthCore::measure(Measures& measures) const {
  constexpr std::pair<AttemptOutcome, const char*> kOutcomes[] = {
      {AttemptOutcome::Accepted, "accepted"}, {AttemptOutcome::Refused, "refused"}, {AttemptOutcome::Busy, "busy"}};
  for (const auto& scheme : schemes_) {
    for (const auto& [outcome, word] : kOutcomes) {
      measures.counter("auth_attempts_total", "Proofs that were shown to a scheme, by what became of them.",
                       scheme->counts[static_cast<std::size_t>(outcome)].load(std::memory_order_relaxed),
                       {{"scheme", scheme->name}, {"outcome", word}});
    }
  }
}

AuthCore::Scheme* AuthCore::find(std::string_view name) const noexcept {
  const auto found = std::ranges::find_if(schemes_, [name](const auto& scheme) { return scheme->name == name; });
  return found != schemes_.end() ? found->get() : nullptr;
}

const CookieAuthenticator& AuthCore::cookie_scheme(std::string_view name) const {
  const Scheme* const scheme = find(name);
  const auto* const found = scheme != nullptr ? dynamic_cast<const CookieAuthenticator*>(scheme->authenticator.get()) : nullptr;
  SAKI_CHECK(found != nullptr, "sign_in() and sign_out() are for a scheme of kind cookie");
  return *found;
}

std::span<const std::string> AuthCore::schemes_for(const Request& request) const {
  for (const Middleware& each : request.route().chain) {
    const auto* const guard = dynamic_cast<const AuthGuard*>(each.guard());
    if (guard != nullptr) return guard->rule().schemes;
  }
  return names_;
}

Task<Attempt> AuthCore::prove(Request& request, std::span<const std::string> schemes) {
  Attempt found;
  for (const std::string& name : schemes) {
    Scheme& scheme = *find(name);
    Attempt attempt = co_await scheme.authenticator->attempt(request);
    scheme.counts[static_cast<std::size_t>(attempt.outcome())].fetch_add(1, std::memory_order_relaxed);
    if (attempt.outcome() == AttemptOutcome::Absent) continue;
    found = std::move(attempt);
    found.identity().how = name;
    if (found.outcome() == AttemptOutcome::Accepted) break;
    tell_refused(request, scheme, found);
  }
  co_return found;
}

void AuthCore::tell_refused(const Request& request, const Scheme& scheme, const Attempt& attempt) {
  const auto untold = paces_.here().admit(request.loop().now());
  if (!untold) return;
  const std::string_view reason = attempt.outcome() == AttemptOutcome::Busy ? "too many at once" : std::string_view(attempt.reason());
  request.log().warn(
      "a caller was not believed",
      {{"scheme", scheme.name}, {"reason", reason}, {"client", request.client().host()}, {"path", request.path()}, {"untold", *untold}});
}

HttpError AuthCore::unauthorized(std::span<const std::string> schemes, AttemptOutcome outcome) const {
  HttpError error(Status::Unauthorized,
                  outcome == AttemptOutcome::Refused ? "What was shown to prove who calls is not good" : "Prove who calls");
  for (const std::string& name : schemes) error.header("WWW-Authenticate", find(name)->authenticator->challenge(outcome));
  return error;
}

Task<> AuthCore::establish(Request& request, std::span<const std::string> schemes) {
  if (count_fields(request, "Authorization") > 1) throw unauthorized(schemes, AttemptOutcome::Refused);
  Attempt attempt = co_await prove(request, schemes);
  if (attempt.outcome() == AttemptOutcome::Refused) throw unauthorized(schemes, AttemptOutcome::Refused);
  if (attempt.outcome() == AttemptOutcome::Busy) {
    throw ServiceUnavailable("Too many callers are proving who they are").retry_after(kBusy);
  }
  if (attempt.outcome() == AttemptOutcome::Accepted) request.keep<Identity>(std::move(attempt.identity()));
}

Task<> AuthCore::identify(Request& request) {
  if (request.kept<Identity>() == nullptr) co_await establish(request, schemes_for(request));
}

HttpError AuthCore::challenge(const Request& request) const { return unauthorized(schemes_for(request), AttemptOutcome::Absent); }

Task<> AuthCore::admit(Request& request, const AuthRule& rule) {
  const Identity* known = request.kept<Identity>();
  const bool fits = known != nullptr && std::ranges::find(rule.schemes, known->how) != rule.schemes.end();
  if (!fits) {
    co_await establish(request, rule.schemes);
    known = request.kept<Identity>();
  }
  const bool proven = known != nullptr && std::ranges::find(rule.schemes, known->how) != rule.schemes.end();
  if (!proven && rule.need == AuthNeed::Optional) co_return;
  if (!proven) throw unauthorized(rule.schemes, AttemptOutcome::Absent);
  if (!has_any(*known, rule.roles)) throw Forbidden("The caller has none of the roles that may do this");
}

}  // namespace saki
