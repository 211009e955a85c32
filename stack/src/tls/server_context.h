// SPDX-License-Identifier: Apache-2.0
//
// One SSL_CTX of a server: what it speaks, proves and asks for.
#pragma once

#include <ctime>
#include <memory>

#include "saki/tls/tls_options.h"
#include "tls/openssl.h"
#include "tls/tls_ticket_keys.h"

namespace saki {

// For `host`, which is one of `options` or its main one; with extras, which know no hosts yet. Without `tickets` nothing is resumed.
// Null where something is wrong, told in `diagnostics`.
[[nodiscard]] OpenSslOwner<SSL_CTX> make_server_context(const TlsOptions& options, const TlsHostOptions& host,
                                                        const std::shared_ptr<TlsTicketKeys>& tickets, std::time_t now,
                                                        Diagnostics& diagnostics);

}  // namespace saki
