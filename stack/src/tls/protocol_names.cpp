// SPDX-License-Identifier: Apache-2.0
#include "tls/protocol_names.h"

#include "saki/base/check.h"
#include "tls/server_extras.h"

namespace saki {
namespace {

int on_offer(SSL* session, const unsigned char** chosen, unsigned char* chosen_bytes, const unsigned char* offered, unsigned offered_bytes,
             void*) {
  const std::string& ours = ServerExtras::of(*SSL_get_SSL_CTX(session)).protocols;
  const auto* names = reinterpret_cast<const unsigned char*>(ours.data());
  unsigned char* found = nullptr;
  const int outcome = SSL_select_next_proto(&found, chosen_bytes, names, static_cast<unsigned>(ours.size()), offered, offered_bytes);
  if (outcome != OPENSSL_NPN_NEGOTIATED) return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

void choose_protocol(SSL_CTX& context) {
  if (!ServerExtras::of(context).protocols.empty()) SSL_CTX_set_alpn_select_cb(&context, &on_offer, nullptr);
}

std::string protocol_list(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) {
    SAKI_CHECK(!name.empty() && name.size() < 256, "a protocol's name has 1 to 255 bytes (RFC 7301 section 3.1)");
    list += static_cast<char>(name.size());
    list += name;
  }
  return list;
}

}  // namespace saki
