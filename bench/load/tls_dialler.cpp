// SPDX-License-Identifier: Apache-2.0
#include "tls_dialler.h"

namespace load {

TlsDialler::TlsDialler(Sessions sessions) : context_(SSL_CTX_new(TLS_client_method())) {
  SSL_CTX_set_min_proto_version(context_, TLS1_3_VERSION);
  const int group = NID_X25519;
  SSL_CTX_ctrl(context_, SSL_CTRL_SET_GROUPS, 1, const_cast<int*>(&group));  // The macro for it casts as C does. Only read.
  SSL_CTX_set_mode(context_, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | SSL_MODE_ENABLE_PARTIAL_WRITE);
  SSL_CTX_set_session_cache_mode(context_, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
  if (sessions == Sessions::Resumed) {
    SSL_CTX_set_app_data(context_, this);
    SSL_CTX_sess_set_new_cb(context_, &TlsDialler::keep_session);
  }
}

TlsDialler::~TlsDialler() {
  SSL_SESSION_free(session_);
  SSL_CTX_free(context_);
}

UniqueSsl TlsDialler::dial(int socket) {
  UniqueSsl ssl(SSL_new(context_));
  SSL_set_fd(ssl.get(), socket);
  SSL_set_connect_state(ssl.get());
  if (session_ != nullptr) SSL_set_session(ssl.get(), session_);
  return ssl;
}

int TlsDialler::keep_session(SSL* ssl, SSL_SESSION* session) {
  auto* const self = static_cast<TlsDialler*>(SSL_CTX_get_app_data(SSL_get_SSL_CTX(ssl)));
  SSL_SESSION_free(self->session_);
  self->session_ = session;
  return 1;  // It is ours now.
}

}  // namespace load
