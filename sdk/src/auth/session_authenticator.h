// SPDX-License-Identifier: Apache-2.0
//
// SessionAuthenticator: who signed in to the request's session.
#pragma once

#include <string>

#include "auth/auth_settings.h"
#include "auth/authenticator.h"
#include "saki/package.h"
#include "saki/sessions.h"

namespace saki {

class SessionAuthenticator final : public Authenticator {
 public:
  SessionAuthenticator(const AuthEntry& entry, const PackageContext& context, Diagnostics& diagnostics);

  [[nodiscard]] Task<Attempt> attempt(Request& request) override;
  [[nodiscard]] std::string challenge(AttemptOutcome outcome) const override;

 private:
  std::string realm_;
  const Sessions* sessions_;
};

}  // namespace saki
