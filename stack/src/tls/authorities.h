// SPDX-License-Identifier: Apache-2.0
//
// The authorities that certificates of the other side must come from.
#pragma once

#include <string>

#include "saki/base/diagnostics.h"
#include "tls/openssl.h"

namespace saki {

// Makes `context` trust every certificate of the PEM file. False where it cannot be read or holds none, told in `diagnostics`.
bool trust_authorities(SSL_CTX& context, const std::string& path, const SourcePlace& place, Diagnostics& diagnostics);

}  // namespace saki
