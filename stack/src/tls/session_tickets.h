// SPDX-License-Identifier: Apache-2.0
//
// Session tickets: what a client keeps so that the server need not (RFC 5077, RFC 8446 section 4.6.1).
//
// Where clients are asked for certificates there are none. A ticket carries the proof of its first handshake, each resumption is given
// another one, and nobody looks at the certificate again: whoever kept coming back would be let in long after it had expired.
#pragma once

#include <memory>

#include "tls/openssl.h"
#include "tls/tls_ticket_keys.h"

namespace saki {

// Makes sessions that begin with `context` be resumed by tickets alone, sealed with `keys`, as the context that meets them offers any;
// without keys none does. `offers` is whether this one does, which the keys are then among the extras of.
void use_tickets(SSL_CTX& context, const std::shared_ptr<TlsTicketKeys>& keys, bool offers);

// Makes `session`, which began with another context, be resumed as `chosen` wants it: of this the library takes nothing over.
void follow_tickets(SSL& session, const SSL_CTX& chosen) noexcept;

}  // namespace saki
