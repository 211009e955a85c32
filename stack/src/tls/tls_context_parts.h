// SPDX-License-Identifier: Apache-2.0
//
// TlsContextParts: the library's objects within the contexts, for sessions.
#pragma once

#include <string>
#include <string_view>

#include "saki/tls/tls_client_context.h"
#include "saki/tls/tls_context.h"
#include "tls/openssl.h"

namespace saki {

struct TlsContext::State {
  OpenSslOwner<SSL_CTX> main;
  Expiry first_expiry;
};

struct TlsClientContext::State {
  OpenSslOwner<SSL_CTX> main;
  TlsVerification verification = TlsVerification::Full;
};

struct TlsContextParts {
  // For SSL_new of a server's session, which keeps alive all it needs of the context.
  [[nodiscard]] static SSL_CTX* server(const TlsContext& context) noexcept { return context.state_->main.get(); }

  // Whether a request for `host`, as its Host field names it, may come over a server's session: the handshake would have met that name
  // with the same certificate, and asked the same of the client.
  [[nodiscard]] static bool answers_for(const SSL& session, std::string_view host) noexcept;

  // For SSL_new of a client's session.
  [[nodiscard]] static SSL_CTX* client(const TlsClientContext& context) noexcept { return context.state_->main.get(); }

  // Before the handshake of a client's session: asks for `host`, a name or an IP address without brackets, and, as the context says,
  // believes in no other. False for want of memory, or where `host` is no name at all.
  [[nodiscard]] static bool expect_host(const TlsClientContext& context, SSL& session, std::string host);
};

}  // namespace saki
