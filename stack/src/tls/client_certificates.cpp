// SPDX-License-Identifier: Apache-2.0
#include "tls/client_certificates.h"

#include "tls/authorities.h"

namespace saki {
namespace {

int mode_of(TlsClientCertificates wish) noexcept {
  switch (wish) {
    case TlsClientCertificates::Off: return SSL_VERIFY_NONE;
    case TlsClientCertificates::Optional: return SSL_VERIFY_PEER;
    case TlsClientCertificates::Required: return SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
  }
  return SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT;
}

// Clients choose among their certificates by these names.
void name_authorities(SSL_CTX& context) {
  STACK_OF(X509)* const authorities = X509_STORE_get1_all_certs(SSL_CTX_get_cert_store(&context));
  for (int index = 0; index < sk_X509_num(authorities); ++index) SSL_CTX_add_client_CA(&context, sk_X509_value(authorities, index));
  sk_X509_pop_free(authorities, X509_free);
}

}  // namespace

bool ask_clients(SSL_CTX& context, const TlsHostOptions& host, Diagnostics& diagnostics) {
  const bool asks = host.client_certificates != TlsClientCertificates::Off;
  if (asks && host.client_ca.empty()) {
    diagnostics.add(host.client_ca_place, "tls-client-ca", "clients are asked for certificates, but no authority of theirs is named",
                    "name the file of those that are trusted: client_ca");
    return false;
  }
  if (!asks && !host.client_ca.empty()) {
    diagnostics.add(host.client_ca_place, "tls-client-ca", "an authority of clients is named, but clients are not asked for certificates",
                    "set client_certificates to optional or required");
    return false;
  }
  if (!asks) return true;
  if (!trust_authorities(context, host.client_ca, host.client_ca_place, diagnostics)) return false;
  name_authorities(context);
  SSL_CTX_set_verify(&context, mode_of(host.client_certificates), nullptr);
  return true;
}

}  // namespace saki
