// SPDX-License-Identifier: Apache-2.0
#include "auth/make_authenticator.h"

#include "auth/basic_authenticator.h"
#include "auth/bearer_authenticator.h"
#include "auth/certificate_authenticator.h"
#include "auth/cookie_authenticator.h"
#include "auth/key_authenticator.h"
#include "auth/session_authenticator.h"

namespace saki {

std::unique_ptr<Authenticator> make_authenticator(const AuthEntry& entry, const PackageContext& context, FileWatch& watch,
                                                  Diagnostics& diagnostics) {
  switch (entry.kind) {
    case AuthKind::Basic: return std::make_unique<BasicAuthenticator>(entry, context, watch, diagnostics);
    case AuthKind::Bearer: return std::make_unique<BearerAuthenticator>(entry, context, watch, diagnostics);
    case AuthKind::Key: return std::make_unique<KeyAuthenticator>(entry, context, watch, diagnostics);
    case AuthKind::Cookie: return std::make_unique<CookieAuthenticator>(entry, context, diagnostics);
    case AuthKind::Session: return std::make_unique<SessionAuthenticator>(entry, context, diagnostics);
    case AuthKind::Certificate: break;
  }
  return std::make_unique<CertificateAuthenticator>(entry);
}

}  // namespace saki
