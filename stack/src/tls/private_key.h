// SPDX-License-Identifier: Apache-2.0
//
// Private keys from PEM files.
#pragma once

#include "saki/base/secret.h"
#include "tls/identity_files.h"
#include "tls/openssl.h"

namespace saki {

// From the text of `files`' key. Null where it holds none, or an encrypted one: told in `files`.
[[nodiscard]] OpenSslOwner<EVP_PKEY> read_key(const Secret& text, const IdentityFiles& files);

}  // namespace saki
