// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_context_parts.h"

#include <openssl/x509v3.h>

#include "tls/server_extras.h"

namespace saki {
namespace {

// SSL_set_tlsext_host_name, which is a macro with a cast of C.
bool ask_for(SSL& session, const std::string& host) noexcept {
  return SSL_ctrl(&session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(host.c_str())) == 1;
}

}  // namespace

bool TlsContextParts::answers_for(const SSL& session, std::string_view host) noexcept {
  const SSL_CTX* const chosen = SSL_get_SSL_CTX(&session);
  return &ServerExtras::of(*chosen).all_hosts->find(host) == chosen;
}

// RFC 6066 section 3: the name goes without the root's dot, as certificates have it.
bool TlsContextParts::expect_host(const TlsClientContext& context, SSL& session, std::string host) {
  if (host.ends_with('.')) host.pop_back();
  const bool verifies = context.state_->verification == TlsVerification::Full;
  X509_VERIFY_PARAM* wanted = SSL_get0_param(&session);
  if (X509_VERIFY_PARAM_set1_ip_asc(wanted, host.c_str()) == 1) return true;  // RFC 6066 section 3: an address is no server name.
  if (host.empty() || !ask_for(session, host)) return false;
  if (!verifies) return true;
  X509_VERIFY_PARAM_set_hostflags(wanted, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(&session, host.c_str()) == 1;
}

}  // namespace saki
