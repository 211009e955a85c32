// SPDX-License-Identifier: Apache-2.0
#include "tls/tls_facts.h"

#include <openssl/x509.h>

#include <array>
#include <new>
#include <span>
#include <string_view>

#include "base/ascii.h"
#include "base/hex.h"

namespace saki {
namespace {

std::string server_name_of(const SSL& session) {
  const char* const name = SSL_get_servername(&session, TLSEXT_NAMETYPE_host_name);
  return name != nullptr ? in_lower_case(name) : std::string();
}

std::string protocol_of(const SSL& session) {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(&session, &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

std::string subject_of(const X509& certificate) {
  const OpenSslOwner<BIO> text(BIO_new(BIO_s_mem()));
  if (text == nullptr) throw std::bad_alloc();
  X509_NAME_print_ex(text.get(), X509_get_subject_name(&certificate), 0, XN_FLAG_RFC2253);
  std::string subject(BIO_ctrl_pending(text.get()), '\0');
  static_cast<void>(BIO_read(text.get(), subject.data(), static_cast<int>(subject.size())));
  return subject;
}

std::string fingerprint_of(const X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
  unsigned size = 0;
  if (X509_digest(&certificate, EVP_sha256(), digest.data(), &size) != 1) return {};
  std::string text;
  for (const unsigned char byte : std::span(digest).first(size)) append_hex(text, byte);
  return text;
}

// One that was not verified proves nothing.
std::optional<TlsPeer> peer_of(const SSL& session) {
  const X509* const certificate = SSL_get0_peer_certificate(&session);
  if (certificate == nullptr || SSL_get_verify_mode(&session) == SSL_VERIFY_NONE || SSL_get_verify_result(&session) != X509_V_OK) return {};
  return TlsPeer{subject_of(*certificate), fingerprint_of(*certificate)};
}

}  // namespace

TlsInfo facts_of(const SSL& session) {
  return {.version = SSL_get_version(&session),
          .cipher = SSL_get_cipher_name(&session),
          .server_name = server_name_of(session),
          .protocol = protocol_of(session),
          .resumed = SSL_session_reused(&session) == 1,
          .peer = peer_of(session)};
}

}  // namespace saki
