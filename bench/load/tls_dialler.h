// SPDX-License-Identifier: Apache-2.0
//
// TlsDialler: makes the client's ends of TLS connections, TLS 1.3 with X25519, new ones or such that resume the session before.
//
// No certificate is verified: that would cost the client more than the server's part of the handshake.
#pragma once

#include <openssl/ssl.h>

#include "wire.h"

namespace load {

class TlsDialler {  // Affinity: one thread.
 public:
  enum class Sessions { New, Resumed };

  explicit TlsDialler(Sessions sessions);
  TlsDialler(const TlsDialler&) = delete;  // The context points to it.
  ~TlsDialler();

  // The client's end on a connected, or connecting, socket. The first connections have nothing to resume.
  [[nodiscard]] UniqueSsl dial(int socket);

 private:
  static int keep_session(SSL* ssl, SSL_SESSION* session);

  SSL_CTX* const context_;
  SSL_SESSION* session_ = nullptr;  // The one of the last ticket that came.
};

}  // namespace load
