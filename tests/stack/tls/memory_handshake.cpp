// SPDX-License-Identifier: Apache-2.0
#include "stack/tls/memory_handshake.h"

#include <array>
#include <stdexcept>

namespace saki {

OpenSslOwner<SSL_CTX> make_careless_client() {
  OpenSslOwner<SSL_CTX> context(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_NONE, nullptr);
  return context;
}

void know_signatures(SSL_CTX& client, const char* list) { SSL_CTX_ctrl(&client, SSL_CTRL_SET_SIGALGS_LIST, 0, const_cast<char*>(list)); }

MemoryHandshake::MemoryHandshake(SSL_CTX* server, SSL_CTX* client) : server_(SSL_new(server)), client_(SSL_new(client)) {
  BIO* server_end = nullptr;
  BIO* client_end = nullptr;
  constexpr std::size_t kBytes = 64 * 1024;
  if (BIO_new_bio_pair(&server_end, kBytes, &client_end, kBytes) != 1) throw std::runtime_error("there is no pair");
  SSL_set_bio(server_.get(), server_end, server_end);
  SSL_set_bio(client_.get(), client_end, client_end);
  SSL_set_accept_state(server_.get());
  SSL_set_connect_state(client_.get());
}

// A session that ends in disorder would not be resumed.
MemoryHandshake::~MemoryHandshake() {
  if (client_ != nullptr) SSL_set_shutdown(client_.get(), SSL_SENT_SHUTDOWN | SSL_RECEIVED_SHUTDOWN);
}

void MemoryHandshake::ask_for(const std::string& name) {
  SSL_ctrl(client_.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, const_cast<char*>(name.c_str()));
}

// Reading drives the handshake, and takes tickets behind it.
bool MemoryHandshake::step(SSL& end) {
  std::array<char, 16> byte;
  const int count = SSL_read(&end, byte.data(), static_cast<int>(byte.size()));
  const int error = SSL_get_error(&end, count);
  if (count > 0 || error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return true;
  if (failure_.empty()) failure_ = take_openssl_error();
  return false;
}

bool MemoryHandshake::run() {
  for (int turn = 0; turn < 8; ++turn) {
    const bool client_goes_on = step(*client_);
    const bool server_goes_on = step(*server_);
    if (!client_goes_on || !server_goes_on) break;
  }
  return failure_.empty() && SSL_is_init_finished(server_.get()) == 1 && SSL_is_init_finished(client_.get()) == 1;
}

std::string MemoryHandshake::shown_name() const {
  const OpenSslOwner<X509> certificate(SSL_get1_peer_certificate(client_.get()));
  if (certificate == nullptr) return {};
  std::array<char, 256> name{};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name.data(), static_cast<int>(name.size()));
  return name.data();
}

}  // namespace saki
