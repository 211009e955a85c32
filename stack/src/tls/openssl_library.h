// SPDX-License-Identifier: Apache-2.0
//
// OpenSslLibrary: OpenSSL's algorithms as our servers and clients use them: its default ones, and in front of them our key schedule of
// TLS 1.3.
//
// They stand in a context of their own, so that nothing else in the process gets other algorithms than it asked for. What openssl.cnf
// says of providers does not reach it.
#pragma once

#include "tls/openssl.h"

namespace saki {

struct OpenSslLibrary {  // Affinity: any.
  // Made at the first call, which aborts for want of memory; lives as long as the process.
  [[nodiscard]] static OSSL_LIB_CTX* context();

  // What contexts of TLS prefer among its algorithms.
  static constexpr const char* kPreference = "?provider=saki";

  // With what servers and clients have in common. Aborts for want of memory.
  [[nodiscard]] static OpenSslOwner<SSL_CTX> make_context(const SSL_METHOD& method);
};

}  // namespace saki
