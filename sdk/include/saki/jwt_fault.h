// SPDX-License-Identifier: Apache-2.0
//
// JwtFault: why a token is not believed. For logs and tests: its bearer is told no more than that it is not.
#pragma once

#include <cstdint>

#include "saki/base/error.h"

namespace saki {

enum class JwtFault : std::uint16_t {
  TooLong = 1,  // JwtRules::token_bytes.
  Malformed,    // Not three parts of base64url, or no JSON object with each member once.
  Algorithm,    // None of those allowed. So is `none`.
  Critical,     // It demands an extension to be understood (`crit`), and none is.
  Type,         // Not the `typ` that is asked for.
  UnknownKey,   // No key of that algorithm goes by its `kid`.
  Signature,
  Claims,       // One that has a meaning is of the wrong kind, or `exp` is missing.
  Expired,
  NotYet,       // `nbf` or `iat` lies ahead.
  Issuer,
  Audience,
};

const ErrorRoom& error_room(JwtFault) noexcept;

// Why a key is of no use.
enum class JwtKeyFault : std::uint16_t {
  Malformed = 1,  // Neither PEM nor a JSON Web Key Set.
  Unsupported,    // Not RSA, P-256 or Ed25519.
  Weak,           // RSA below 2048 bits, a secret below 32 bytes.
  TooMany,        // More than JwtKeys::kMost.
  Twice,          // Two keys of one algorithm and one id.
  NoneOfUse,      // The set has no key that signs by an algorithm that is known here.
};

const ErrorRoom& error_room(JwtKeyFault) noexcept;

}  // namespace saki
