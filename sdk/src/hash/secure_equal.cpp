// SPDX-License-Identifier: Apache-2.0
#include "saki/secure_equal.h"

#include <openssl/crypto.h>

namespace saki {

bool secure_equal(ByteView one, ByteView other) noexcept {
  return one.size() == other.size() && CRYPTO_memcmp(one.data(), other.data(), one.size()) == 0;
}

bool secure_equal(std::string_view one, std::string_view other) noexcept { return secure_equal(as_bytes(one), as_bytes(other)); }

}  // namespace saki
