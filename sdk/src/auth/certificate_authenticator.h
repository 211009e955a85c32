// SPDX-License-Identifier: Apache-2.0
//
// CertificateAuthenticator: whom the certificate of a TLS client names, where `server.tls.client_certificates` asks for one.
#pragma once

#include <map>
#include <string>

#include "auth/auth_settings.h"
#include "auth/authenticator.h"

namespace saki {

class CertificateAuthenticator final : public Authenticator {
 public:
  explicit CertificateAuthenticator(const AuthEntry& entry) : realm_(entry.realm), roles_(entry.roles) {}

  [[nodiscard]] Task<Attempt> attempt(Request& request) override;
  [[nodiscard]] std::string challenge(AttemptOutcome outcome) const override;

 private:
  std::string realm_;
  std::map<std::string, std::string> roles_;  // By the subject.
};

}  // namespace saki
