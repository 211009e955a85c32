// SPDX-License-Identifier: Apache-2.0
//
// OpenSslLibrary: OpenSSL's algorithms as our servers use them: its default ones, and in front of them our key schedule of TLS 1.3.
//
// They stand in a context of their own, so that nothing else in the process gets other algorithms than it asked for. What openssl.cnf
// says of providers does not reach it.
#pragma once

#include <openssl/types.h>

namespace saki {

struct OpenSslLibrary {  // Affinity: any.
  // Made at the first call, which aborts for want of memory; lives as long as the process.
  [[nodiscard]] static OSSL_LIB_CTX* context();

  // What SSL_CTX_new_ex is asked to prefer.
  static constexpr const char* kPreference = "?provider=saki";
};

}  // namespace saki
