// SPDX-License-Identifier: Apache-2.0
//
// The library's implementation of each digest, looked up once: by its name it would search its providers each time.
#pragma once

#include <openssl/evp.h>

#include "saki/hash.h"

namespace saki {

struct HashAlgorithm {
  const EVP_MD* digest;
  const char* name;
};

[[nodiscard]] const HashAlgorithm& algorithm_of(HashKind kind);  // Affinity: any.

}  // namespace saki
