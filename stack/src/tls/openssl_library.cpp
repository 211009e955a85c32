// SPDX-License-Identifier: Apache-2.0
#include "tls/openssl_library.h"

#include <openssl/crypto.h>
#include <openssl/provider.h>

#include "saki/base/check.h"
#include "tls/key_schedule_provider.h"

namespace saki {
namespace {

OSSL_LIB_CTX* make_context() {
  OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
  const bool good = context != nullptr && OSSL_PROVIDER_load(context, "default") != nullptr &&
                    OSSL_PROVIDER_add_builtin(context, "saki", &begin_key_schedule_provider) == 1 &&
                    OSSL_PROVIDER_load(context, "saki") != nullptr;
  SAKI_CHECK(good, "the library of TLS has memory");
  return context;
}

}  // namespace

OSSL_LIB_CTX* OpenSslLibrary::context() {
  static OSSL_LIB_CTX* const context = make_context();
  return context;
}

}  // namespace saki
