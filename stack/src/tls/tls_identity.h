// SPDX-License-Identifier: Apache-2.0
//
// A certificate and its key, read from their files into a context, with every mistake that people make with them told by its name.
#pragma once

#include <ctime>

#include "saki/tls/tls_options.h"
#include "tls/openssl.h"

namespace saki {

// Adds certificate, chain and key to `context`. False where something is wrong, told in `diagnostics`: a file that is missing,
// unreadable or holds something else, a key that is encrypted, weak or another certificate's, a certificate that is not valid at `now`.
bool use_identity(SSL_CTX& context, const TlsIdentity& identity, std::time_t now, Diagnostics& diagnostics);

}  // namespace saki
