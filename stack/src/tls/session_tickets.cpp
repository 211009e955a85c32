// SPDX-License-Identifier: Apache-2.0
#include "tls/session_tickets.h"

#include <openssl/core_names.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>

#include "saki/base/check.h"
#include "tls/openssl_library.h"
#include "tls/server_extras.h"

namespace saki {
namespace {

constexpr int kFailed = -1;
constexpr int kUnknown = 0;  // A full handshake follows.
constexpr int kGood = 1;
constexpr int kGoodOnce = 2;  // The client gets another ticket.

// Looked up once: the library would search its providers for it with each ticket.
const EVP_CIPHER* cipher() {
  static const EVP_CIPHER* const kCipher = EVP_CIPHER_fetch(OpenSslLibrary::context(), "AES-256-CBC", nullptr);
  SAKI_CHECK(kCipher != nullptr, "the library of TLS knows AES");
  return kCipher;
}

bool set_mac(EVP_MAC_CTX* mac, TlsTicketKey& key) {
  static char digest[] = "SHA256";
  const std::array<OSSL_PARAM, 3> parameters{OSSL_PARAM_construct_octet_string(OSSL_MAC_PARAM_KEY, key.mac.data(), key.mac.size()),
                                             OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
                                             OSSL_PARAM_construct_end()};
  return EVP_MAC_CTX_set_params(mac, parameters.data()) == 1;
}

int seal(TlsTicketKeys& keys, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* context, EVP_MAC_CTX* mac) noexcept {
  TlsTicketKey key = keys.sealing();
  std::ranges::copy(key.name, name);
  const bool good = RAND_bytes(iv, EVP_CIPHER_get_iv_length(cipher())) == 1 &&
                    EVP_EncryptInit_ex2(context, cipher(), key.cipher.data(), iv, nullptr) == 1 && set_mac(mac, key);
  return good ? kGood : kFailed;
}

// TLS 1.3 asks clients to use a ticket once (RFC 8446 appendix C.4): without another they could not come back a second time.
int unseal(const SSL& session, TlsTicketKeys& keys, const unsigned char* name, const unsigned char* iv, EVP_CIPHER_CTX* context,
           EVP_MAC_CTX* mac) noexcept {
  auto found = keys.find(name);
  if (!found) return kUnknown;
  const bool good = EVP_DecryptInit_ex2(context, cipher(), found->key.cipher.data(), iv, nullptr) == 1 && set_mac(mac, found->key);
  if (!good) return kFailed;
  return found->seals && SSL_version(&session) < TLS1_3_VERSION ? kGood : kGoodOnce;
}

int on_ticket(SSL* session, unsigned char* name, unsigned char* iv, EVP_CIPHER_CTX* context, EVP_MAC_CTX* mac, int sealing) noexcept {
  TlsTicketKeys* const keys = ServerExtras::of(*SSL_get_SSL_CTX(session)).tickets.get();
  if (keys == nullptr) return kUnknown;
  return sealing != 0 ? seal(*keys, name, iv, context, mac) : unseal(*session, *keys, name, iv, context, mac);
}

}  // namespace

void use_tickets(SSL_CTX& context, const std::shared_ptr<TlsTicketKeys>& keys, bool offers) {
  SSL_CTX_set_session_cache_mode(&context, SSL_SESS_CACHE_OFF);  // No memory here for clients that may come again.
  SSL_CTX_set_num_tickets(&context, 0);
  SSL_CTX_set_options(&context, SSL_OP_NO_TICKET);
  if (keys == nullptr) return;
  static_cast<void>(cipher());  // Where there is none, that is told at the start and not by the first client.
  SSL_CTX_set_timeout(&context, static_cast<long>(keys->lifetime().count()));
  SSL_CTX_set_tlsext_ticket_key_evp_cb(&context, &on_ticket);
  if (!offers) return;
  ServerExtras::of(context).tickets = keys;
  SSL_CTX_set_num_tickets(&context, 1);
  SSL_CTX_clear_options(&context, SSL_OP_NO_TICKET);
}

void follow_tickets(SSL& session, const SSL_CTX& chosen) noexcept {
  SSL_clear_options(&session, SSL_OP_NO_TICKET);
  SSL_set_options(&session, SSL_CTX_get_options(&chosen) & SSL_OP_NO_TICKET);
  SSL_set_num_tickets(&session, SSL_CTX_get_num_tickets(&chosen));
}

}  // namespace saki
