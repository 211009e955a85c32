// SPDX-License-Identifier: Apache-2.0
#include "auth/certificate_authenticator.h"

#include "auth/credential_lines.h"
#include "saki/request.h"

namespace saki {

// That it is good was found out in the handshake.
Task<Attempt> CertificateAuthenticator::attempt(Request& request) {
  const TlsInfo* const tls = request.tls();
  if (tls == nullptr || !tls->peer || tls->peer->subject.empty()) co_return Attempt();
  const auto roles = roles_.find(tls->peer->subject);
  std::vector<std::string> given = roles != roles_.end() ? split_roles(roles->second) : std::vector<std::string>{};
  std::string claims = R"({"fingerprint":")" + tls->peer->fingerprint + "\"}";
  co_return Attempt::accepted(Identity(tls->peer->subject, std::move(given), std::move(claims)));
}

std::string CertificateAuthenticator::challenge(AttemptOutcome) const { return "Certificate realm=\"" + realm_ + "\""; }

}  // namespace saki
