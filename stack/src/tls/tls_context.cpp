// SPDX-License-Identifier: Apache-2.0
//
// The profiles are those of Mozilla's guideline 5.7. Of its intermediate suites the three with ephemeral finite-field keys are left out:
// every client of the profile knows the ones with curves, and theirs make a stranger's handshake cost the server more than the stranger.
#include "saki/tls/tls_context.h"

#include <ctime>

#include "saki/base/check.h"
#include "tls/tls_context_parts.h"
#include "tls/tls_identity.h"

namespace saki {
namespace {

constexpr const char* kSuites =
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:"
    "ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";
constexpr const char* kSuites13 = "TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256";
constexpr const char* kGroups = "X25519:P-256:P-384";
constexpr int kSecurityLevel = 2;  // 112 bits.

// The client's order counts where it puts ChaCha20 first: its processor has no AES.
constexpr std::uint64_t kOptions =
    SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA;
constexpr long kModes = SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER;

OpenSslOwner<SSL_CTX> make_context(TlsProfile profile) {
  OpenSslOwner<SSL_CTX> context(SSL_CTX_new(TLS_server_method()));
  SAKI_CHECK(context != nullptr, "the library of TLS has memory");
  SSL_CTX_set_security_level(context.get(), kSecurityLevel);
  SSL_CTX_set_min_proto_version(context.get(), profile == TlsProfile::Modern ? TLS1_3_VERSION : TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), kOptions);
  SSL_CTX_set_mode(context.get(), kModes);
  const bool good = SSL_CTX_set_cipher_list(context.get(), kSuites) == 1 && SSL_CTX_set_ciphersuites(context.get(), kSuites13) == 1 &&
                    SSL_CTX_set1_groups_list(context.get(), kGroups) == 1;
  SAKI_CHECK(good, "the library of TLS knows the profile's suites");
  SSL_CTX_set_session_cache_mode(context.get(), SSL_SESS_CACHE_OFF);  // Tickets alone: no memory here for clients that may come again.
  SSL_CTX_set_num_tickets(context.get(), 1);
  return context;
}

}  // namespace

TlsContext::TlsContext(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
TlsContext::~TlsContext() = default;

std::shared_ptr<const TlsContext> TlsContext::open(const TlsOptions& options, Diagnostics& diagnostics) {
  auto state = std::make_unique<State>();
  state->main = make_context(options.profile);
  bool good = true;
  for (const TlsIdentity& identity : options.main.identities) {
    good &= use_identity(*state->main, identity, std::time(nullptr), diagnostics);
  }
  if (!good) return nullptr;
  return std::shared_ptr<const TlsContext>(new TlsContext(std::move(state)));
}

}  // namespace saki
