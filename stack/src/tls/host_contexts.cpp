// SPDX-License-Identifier: Apache-2.0
#include "tls/host_contexts.h"

#include "tls/server_extras.h"
#include "tls/session_tickets.h"

namespace saki {
namespace {

// The only name of a server_name extension; empty where it is not of its form, which the library answers.
std::string_view name_in(const unsigned char* extension, std::size_t size_bytes) noexcept {
  constexpr std::size_t kHeadBytes = 5;  // Length of the list, kind of the name, length of the name.
  constexpr unsigned char kHostName = 0;
  if (size_bytes <= kHeadBytes || extension[2] != kHostName) return {};
  const std::size_t name_bytes = std::size_t{extension[3]} << 8 | extension[4];
  if (name_bytes != size_bytes - kHeadBytes) return {};
  return {reinterpret_cast<const char*>(extension) + kHeadBytes, name_bytes};
}

int on_greeting(SSL* session, int*, void*) {
  const unsigned char* extension = nullptr;
  std::size_t size_bytes = 0;
  if (SSL_client_hello_get0_ext(session, TLSEXT_TYPE_server_name, &extension, &size_bytes) != 1) return SSL_CLIENT_HELLO_SUCCESS;
  SSL_CTX* const main = SSL_get_SSL_CTX(session);
  SSL_CTX& chosen = ServerExtras::of(*main).all_hosts->find(name_in(extension, size_bytes));
  if (&chosen == main) return SSL_CLIENT_HELLO_SUCCESS;
  if (SSL_set_SSL_CTX(session, &chosen) == nullptr) return SSL_CLIENT_HELLO_ERROR;
  SSL_set_verify(session, SSL_CTX_get_verify_mode(&chosen), nullptr);  // What is not taken over with the context.
  follow_tickets(*session, chosen);
  return SSL_CLIENT_HELLO_SUCCESS;
}

// The name was heard: a client may tell so by the answer.
int on_name(SSL* session, int*, void*) {
  return SSL_get_servername(session, TLSEXT_NAMETYPE_host_name) != nullptr ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_NOACK;
}

}  // namespace

void HostContexts::add_names(std::span<const std::string> names, std::uint32_t context) {
  for (const std::string& name : names) static_cast<void>(names_.add(name, context));  // Who had a name first keeps it.
}

SSL_CTX& HostContexts::find(std::string_view name) const noexcept {
  const std::uint32_t host = names_.find(name);
  return host >= kMain ? main_ : *contexts_[host];
}

void choose_by_name(SSL_CTX& context) {
  SSL_CTX_set_client_hello_cb(&context, &on_greeting, nullptr);
  SSL_CTX_callback_ctrl(&context, SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, reinterpret_cast<void (*)()>(&on_name));
}

}  // namespace saki
