// SPDX-License-Identifier: Apache-2.0
#include "saki/tls/tls_client_context.h"

#include <ctime>

#include "tls/authorities.h"
#include "tls/openssl_library.h"
#include "tls/protocol_names.h"
#include "tls/tls_context_parts.h"
#include "tls/tls_identity.h"

namespace saki {
namespace {

OpenSslOwner<SSL_CTX> make_context(const TlsClientOptions& options) {
  OpenSslOwner<SSL_CTX> context = OpenSslLibrary::make_context(*TLS_client_method());
  SSL_CTX_set_verify(context.get(), options.verification == TlsVerification::Full ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  const std::string names = protocol_list(options.protocols);
  const auto* bytes = reinterpret_cast<const unsigned char*>(names.data());
  if (!names.empty()) SSL_CTX_set_alpn_protos(context.get(), bytes, static_cast<unsigned>(names.size()));
  return context;
}

bool trust(SSL_CTX& context, const TlsClientOptions& options, Diagnostics& diagnostics) {
  if (options.verification == TlsVerification::None) return true;
  if (options.authorities.empty()) return SSL_CTX_set_default_verify_paths(&context) == 1;
  return trust_authorities(context, options.authorities, options.place, diagnostics);
}

}  // namespace

TlsClientContext::TlsClientContext(std::unique_ptr<State> state) noexcept : state_(std::move(state)) {}
TlsClientContext::~TlsClientContext() = default;

std::shared_ptr<const TlsClientContext> TlsClientContext::open(const TlsClientOptions& options, Diagnostics& diagnostics) {
  auto state = std::make_unique<State>();
  state->main = make_context(options);
  state->verification = options.verification;
  bool good = trust(*state->main, options, diagnostics);
  for (const TlsIdentity& identity : options.identities) {
    good &= use_identity(*state->main, identity, std::time(nullptr), diagnostics);
  }
  if (!good) return nullptr;
  return std::shared_ptr<const TlsClientContext>(new TlsClientContext(std::move(state)));
}

}  // namespace saki
