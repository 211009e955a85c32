// SPDX-License-Identifier: Apache-2.0
//
// Asking clients for certificates.
#pragma once

#include "saki/tls/tls_options.h"
#include "tls/openssl.h"

namespace saki {

// Makes sessions of `context` ask as `host` says. False where that cannot be, told in `diagnostics`.
bool ask_clients(SSL_CTX& context, const TlsHostOptions& host, Diagnostics& diagnostics);

}  // namespace saki
