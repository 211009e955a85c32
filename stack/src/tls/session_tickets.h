// SPDX-License-Identifier: Apache-2.0
//
// Session tickets: what a client keeps so that the server need not (RFC 5077, RFC 8446 section 4.6.1).
#pragma once

#include "tls/openssl.h"

namespace saki {

// Makes sessions of `context` be resumed by tickets alone, sealed with the keys of its extras; without keys there are none.
void use_tickets(SSL_CTX& context);

}  // namespace saki
