// SPDX-License-Identifier: Apache-2.0
//
// CookieAuthenticator: an identity that the service itself gave the browser in an encrypted cookie.
//
// What browsers send by themselves is no attempt: a cookie that is old, forged or damaged is as none.
#pragma once

#include <chrono>

#include "auth/auth_settings.h"
#include "auth/authenticator.h"
#include "saki/cookie.h"
#include "saki/package.h"
#include "saki/sealed_cookies.h"

namespace saki {

class CookieAuthenticator final : public Authenticator {
 public:
  CookieAuthenticator(const AuthEntry& entry, const PackageContext& context, Diagnostics& diagnostics);

  [[nodiscard]] Task<Attempt> attempt(Request& request) override;
  [[nodiscard]] std::string challenge(AttemptOutcome outcome) const override;

  [[nodiscard]] Cookie sign_in(const Request& request, const Identity& identity) const;
  [[nodiscard]] Cookie sign_out() const;

 private:
  std::string realm_;
  std::string cookie_;
  std::chrono::seconds lifetime_;
  const SealedCookies* cookies_;
};

}  // namespace saki
