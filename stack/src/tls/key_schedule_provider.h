// SPDX-License-Identifier: Apache-2.0
//
// The key schedule as a provider of OpenSSL: the algorithm TLS13-KDF, as libssl asks for it (provider-kdf(7)).
#pragma once

#include <openssl/core.h>

namespace saki {

// For OSSL_PROVIDER_add_builtin.
int begin_key_schedule_provider(const OSSL_CORE_HANDLE* handle, const OSSL_DISPATCH* core, const OSSL_DISPATCH** functions, void** context);

}  // namespace saki
