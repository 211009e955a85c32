// SPDX-License-Identifier: Apache-2.0
//
// JwtKey::Data: what a key is made of; and what OpenSSL's keys are good for here.
#pragma once

#include <string>

#include "jwt/openssl_owner.h"
#include "saki/base/secret.h"
#include "saki/jwt_key.h"

namespace saki {

enum class KeyHalf : std::uint8_t { Private, Public };

struct JwtKey::Data {  // Affinity: frozen. OpenSSL's keys may be used by several threads at once.
  JwtAlgorithm algorithm;
  std::string id;
  Secret secret{};  // Of HS256.
  KeyOwner key{};   // Of the others.
  KeyHalf half = KeyHalf::Private;
};

// A key of OpenSSL's for the algorithm of its kind. Errors: Unsupported, Weak.
[[nodiscard]] Result<JwtKey> make_jwt_key(KeyOwner key, KeyHalf half, std::string id);

}  // namespace saki
