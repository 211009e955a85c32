// SPDX-License-Identifier: Apache-2.0
//
// The names of application protocols that a handshake settles on (ALPN, RFC 7301), in the form they have on the wire.
#pragma once

#include <string>
#include <vector>

#include "tls/openssl.h"

namespace saki {

// Each name behind a byte with its length.
[[nodiscard]] std::string protocol_list(const std::vector<std::string>& names);

// Makes sessions of `context` take the first of its extras' protocols that the client offers too, and refuse one that offers others alone:
// what was meant for another protocol's server is not to be answered here.
void choose_protocol(SSL_CTX& context);

}  // namespace saki
