// SPDX-License-Identifier: Apache-2.0
#include "saki/client_tls.h"

#include "saki/tls/tls_client_context.h"
#include "saki/tls/tls_fault.h"

namespace saki {

std::shared_ptr<const TlsClientContext> open_client_tls(const ClientTlsOptions& options, Diagnostics& diagnostics,
                                                        const std::vector<std::string>& protocols) {
  TlsClientOptions trust;
  trust.authorities = options.authorities;
  trust.verification = options.verify ? TlsVerification::Full : TlsVerification::None;
  trust.place = options.place;
  trust.protocols = protocols;
  if (!options.certificate.empty()) {
    trust.identities.push_back({.certificate = options.certificate, .key = options.key, .place = options.place});
  }
  return TlsClientContext::open(trust, diagnostics);
}

std::string client_tls_failure(const Error& error) {
  std::string text = error.text();
  if (error == TlsFault::Untrusted) text.append(": ").append(distrust_reason(error));
  return text;
}

}  // namespace saki
