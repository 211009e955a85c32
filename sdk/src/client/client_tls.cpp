// SPDX-License-Identifier: Apache-2.0
#include "client/client_tls.h"

#include <stdexcept>

namespace saki {

std::shared_ptr<const TlsClientContext> open_client_tls(const HttpClientOptions& options, Diagnostics& diagnostics) {
  TlsClientOptions trust;
  trust.authorities = options.tls.authorities;
  trust.verification = options.tls.verify ? TlsVerification::Full : TlsVerification::None;
  trust.place = options.tls.place;
  if (!options.tls.certificate.empty()) {
    trust.identities.push_back({.certificate = options.tls.certificate, .key = options.tls.key, .place = options.tls.place});
  }
  return TlsClientContext::open(trust, diagnostics);
}

std::shared_ptr<const TlsClientContext> open_client_tls(const HttpClientOptions& options) {
  Diagnostics diagnostics;
  auto context = open_client_tls(options, diagnostics);
  if (context == nullptr) throw std::runtime_error("the HTTP client's TLS:\n" + diagnostics.text());
  return context;
}

}  // namespace saki
