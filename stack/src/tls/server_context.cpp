// SPDX-License-Identifier: Apache-2.0
//
// The profiles are those of Mozilla's guideline 5.7. Of its intermediate suites the three with ephemeral finite-field keys are left out:
// every client of the profile knows the ones with curves, and theirs make a stranger's handshake cost the server more than the stranger.
#include "tls/server_context.h"

#include <openssl/sha.h>

#include <array>

#include "saki/base/check.h"
#include "tls/client_certificates.h"
#include "tls/host_contexts.h"
#include "tls/identity_files.h"
#include "tls/openssl_library.h"
#include "tls/pem_file.h"
#include "tls/protocol_names.h"
#include "tls/server_extras.h"
#include "tls/session_tickets.h"
#include "tls/tls_identity.h"

namespace saki {
namespace {

constexpr const char* kSuites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* kSuites13 = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr const char* kGroups = "X25519:P-256:P-384";
// The client's order counts where it puts ChaCha20 first: its processor has no AES.
constexpr std::uint64_t kOptions = SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA;
// The chain is what its file holds: without NO_AUTO_CHAIN the library would search for it in each handshake.
constexpr long kModes = SSL_MODE_NO_AUTO_CHAIN;

void speak(SSL_CTX& context, TlsProfile profile) {
  if (profile == TlsProfile::Modern) SSL_CTX_set_min_proto_version(&context, TLS1_3_VERSION);
  SSL_CTX_set_options(&context, kOptions);
  SSL_CTX_set_mode(&context, kModes);
  const bool good = SSL_CTX_set_cipher_list(&context, kSuites) == 1 && SSL_CTX_set_ciphersuites(&context, kSuites13) == 1 &&
                    SSL_CTX_ctrl(&context, SSL_CTRL_SET_GROUPS_LIST, 0, const_cast<char*>(kGroups)) == 1;
  SAKI_CHECK(good, "the library of TLS knows the profile's suites");
}

bool add_ocsp_answer(SSL_CTX& context, const TlsIdentity& identity, Diagnostics& diagnostics) {
  const IdentityFiles files{identity, diagnostics};
  const auto der = read_pem_file(identity.ocsp);
  if (!der) return files.wrong("tls-file", "cannot read the OCSP answer " + identity.ocsp + ": " + der.error().text());
  auto answer = read_ocsp_answer(der->reveal(), *SSL_CTX_get0_certificate(&context), files);
  if (!answer) return false;
  ServerExtras::of(context).ocsp.push_back(std::move(*answer));
  return true;
}

bool add_identities(SSL_CTX& context, const TlsHostOptions& host, std::time_t now, Diagnostics& diagnostics) {
  bool good = !host.identities.empty();
  if (!good)
    diagnostics.add(host.place, "tls-certificate", "there is no certificate to show",
                    "name one, and its key, here or for the whole server");
  for (const TlsIdentity& identity : host.identities) {
    const bool used = use_identity(context, identity, now, diagnostics);
    if (used)
      ServerExtras::of(context).expiries.push_back(
          {identity.certificate, *time_of(X509_get0_notAfter(SSL_CTX_get0_certificate(&context)))});
    good &= used && (identity.ocsp.empty() || add_ocsp_answer(context, identity, diagnostics));
  }
  return good;
}

// A ticket is good at the host that gave it.
void bind_tickets(SSL_CTX& context, const TlsHostOptions& host) {
  std::string bound;
  for (const std::string& name : host.names) bound += name + "\n";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(bound.data()), bound.size(), digest.data());
  static_assert(SHA256_DIGEST_LENGTH <= SSL_MAX_SID_CTX_LENGTH);
  SSL_CTX_set_session_id_context(&context, digest.data(), static_cast<unsigned>(digest.size()));
}

}  // namespace

OpenSslOwner<SSL_CTX> make_server_context(const TlsOptions& options, const TlsHostOptions& host,
                                          const std::shared_ptr<TlsTicketKeys>& tickets, std::time_t now, Diagnostics& diagnostics) {
  OpenSslOwner<SSL_CTX> context = OpenSslLibrary::make_context(*TLS_server_method());
  ServerExtras& extras = ServerExtras::attach(*context);
  extras.protocols = protocol_list(options.protocols);
  speak(*context, options.profile);
  choose_protocol(*context);
  use_tickets(*context, tickets, host.client_certificates == TlsClientCertificates::Off);
  bind_tickets(*context, host);
  staple_answers(*context);
  const bool proves = add_identities(*context, host, now, diagnostics);
  const bool asks = ask_clients(*context, host, diagnostics);
  return proves && asks ? std::move(context) : nullptr;
}

}  // namespace saki
