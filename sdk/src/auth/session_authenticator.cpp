// SPDX-License-Identifier: Apache-2.0
#include "auth/session_authenticator.h"

#include "saki/offers.h"
#include "saki/request.h"
#include "saki/session_identity.h"

namespace saki {

SessionAuthenticator::SessionAuthenticator(const AuthEntry& entry, const PackageContext& context, Diagnostics& diagnostics)
    : realm_(entry.realm), sessions_(context.offers().find<Sessions>("session")) {
  if (sessions_ != nullptr) return;
  diagnostics.add(entry.place, "auth-setting", "auth." + entry.name + " is of kind session, and the service keeps none",
                  "add the package Sessions before Auth");
}

Task<Attempt> SessionAuthenticator::attempt(Request& request) {
  const Session session = co_await sessions_->open(request);
  Identity identity = identity_of(session);
  if (!identity.known()) co_return Attempt();
  co_return Attempt::accepted(std::move(identity));
}

std::string SessionAuthenticator::challenge(AttemptOutcome) const { return "Session realm=\"" + realm_ + "\""; }

}  // namespace saki
