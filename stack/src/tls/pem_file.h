// SPDX-License-Identifier: Apache-2.0
//
// Files of certificates and keys, read into memory within a bound.
#pragma once

#include <cstddef>
#include <string>

#include "saki/base/result.h"
#include "saki/base/secret.h"
#include "tls/openssl.h"

namespace saki {

inline constexpr std::size_t kMostPemBytes = std::size_t{1} << 20;  // The system's store of authorities has a quarter of it.

// Errors: System as open(2) and read(2) fail, EINVAL for what is no regular file or pipe; Exhausted beyond kMostPemBytes.
[[nodiscard]] Result<Secret> read_pem_file(const std::string& path);

// What reads from `text`, which outlives it.
[[nodiscard]] OpenSslOwner<BIO> bio_of(const Secret& text);

}  // namespace saki
