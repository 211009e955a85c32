// SPDX-License-Identifier: Apache-2.0
#include "tls/openssl_library.h"

#include <openssl/crypto.h>
#include <openssl/provider.h>

#include "saki/base/check.h"
#include "tls/key_schedule_provider.h"

namespace saki {
namespace {

constexpr int kSecurityLevel = 2;  // 112 bits.
constexpr std::uint64_t kOptions = SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION;
constexpr long kModes = SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER;

OSSL_LIB_CTX* load() {
  OSSL_LIB_CTX* const context = OSSL_LIB_CTX_new();
  const bool good = context != nullptr && OSSL_PROVIDER_load(context, "default") != nullptr &&
                    OSSL_PROVIDER_add_builtin(context, "saki", &begin_key_schedule_provider) == 1 &&
                    OSSL_PROVIDER_load(context, "saki") != nullptr;
  SAKI_CHECK(good, "the library of TLS has memory");
  return context;
}

}  // namespace

OSSL_LIB_CTX* OpenSslLibrary::context() {
  static OSSL_LIB_CTX* const context = load();
  return context;
}

OpenSslOwner<SSL_CTX> OpenSslLibrary::make_context(const SSL_METHOD& method) {
  OpenSslOwner<SSL_CTX> made(SSL_CTX_new_ex(context(), kPreference, &method));
  SAKI_CHECK(made != nullptr, "the library of TLS has memory");
  SSL_CTX_set_security_level(made.get(), kSecurityLevel);
  SSL_CTX_set_min_proto_version(made.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(made.get(), kOptions);
  SSL_CTX_set_mode(made.get(), kModes);
  return made;
}

}  // namespace saki
