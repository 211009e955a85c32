// SPDX-License-Identifier: Apache-2.0
//
// ServerExtras: what a server's SSL_CTX needs of ours. It hangs on it, and lives exactly as long: as the last session made from it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "saki/tls/tls_context.h"
#include "tls/host_contexts.h"
#include "tls/ocsp_answer.h"
#include "tls/openssl.h"
#include "tls/tls_ticket_keys.h"

namespace saki {

struct ServerExtras {  // Affinity: frozen once its context is in use.
  std::string protocols{};                        // ALPN, as on the wire.
  std::shared_ptr<TlsTicketKeys> tickets{};       // Null: sessions that it meets are not resumed.
  std::vector<OcspAnswer> ocsp{};                 // Of this context's certificates.
  std::vector<TlsContext::Expiry> expiries{};     // Of each of them.
  std::unique_ptr<const HostContexts> hosts{};    // Of the main context alone.
  const HostContexts* all_hosts = nullptr;        // The same, for each of them. A session keeps the main context, whichever it uses.

  // Of a context that this makes extras for, and of any context that was.
  static ServerExtras& attach(SSL_CTX& context);
  [[nodiscard]] static ServerExtras& of(const SSL_CTX& context) noexcept;
};

}  // namespace saki
