// SPDX-License-Identifier: Apache-2.0
#include "auth/cookie_authenticator.h"

#include "auth/token_roles.h"
#include "saki/offers.h"
#include "saki/request.h"

namespace saki {

CookieAuthenticator::CookieAuthenticator(const AuthEntry& entry, const PackageContext& context, Diagnostics& diagnostics)
    : realm_(entry.realm), cookie_(entry.cookie), lifetime_(entry.lifetime), cookies_(context.offers().find<SealedCookies>("cookies")) {
  if (cookies_ != nullptr) return;
  diagnostics.add(entry.place, "auth-setting", "auth." + entry.name + " is of kind cookie, and nothing seals cookies",
                  "add the package SealedCookies before Auth");
}

Task<Attempt> CookieAuthenticator::attempt(Request& request) {
  const auto opened = cookies_->open(request, cookie_);
  const Result<Json> value = opened ? parse_json(opened->value) : fail(Error::Invalid);
  const Json subject = value && value->is_object() ? value->value("sub", Json()) : Json();
  if (!subject.is_string()) co_return Attempt();  // The author's own, under the same name.
  Identity identity(subject.get<std::string>(), token_roles(*value, "roles"));
  if (!identity.known()) co_return Attempt();
  co_return Attempt::accepted(std::move(identity));
}

std::string CookieAuthenticator::challenge(AttemptOutcome) const {
  return "Cookie realm=\"" + realm_ + "\", cookie-name=\"" + cookie_ + "\"";
}

Cookie CookieAuthenticator::sign_in(const Request& request, const Identity& identity) const {
  const Json value{{"sub", identity.subject}, {"roles", identity.roles}};
  return cookies_->seal(request, cookie_, to_text(value), lifetime_);
}

Cookie CookieAuthenticator::sign_out() const { return Cookie::expired(cookie_); }

}  // namespace saki
