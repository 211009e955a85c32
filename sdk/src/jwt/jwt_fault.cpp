// SPDX-License-Identifier: Apache-2.0
#include "saki/jwt_fault.h"

namespace saki {
namespace {

const char* fault_text(std::uint16_t code) noexcept {
  switch (static_cast<JwtFault>(code)) {
    case JwtFault::TooLong: return "the token is too long";
    case JwtFault::Malformed: return "the token is malformed";
    case JwtFault::Algorithm: return "the token's algorithm is not allowed";
    case JwtFault::Critical: return "the token demands an extension that is not known";
    case JwtFault::Type: return "the token is of another type";
    case JwtFault::UnknownKey: return "the token's key is not known";
    case JwtFault::Signature: return "the token's signature is wrong";
    case JwtFault::Claims: return "a claim is missing or of the wrong kind";
    case JwtFault::Expired: return "the token has expired";
    case JwtFault::NotYet: return "the token is not valid yet";
    case JwtFault::Issuer: return "the token is of another issuer";
    case JwtFault::Audience: return "the token is for another audience";
  }
  return "the token is not valid";
}

const char* key_fault_text(std::uint16_t code) noexcept {
  switch (static_cast<JwtKeyFault>(code)) {
    case JwtKeyFault::Malformed: return "neither PEM nor a JSON Web Key Set";
    case JwtKeyFault::Unsupported: return "the key is not RSA, P-256 or Ed25519";
    case JwtKeyFault::Weak: return "the key is too weak: RSA needs 2048 bits, a shared secret 32 bytes";
    case JwtKeyFault::TooMany: return "there are more than 64 keys";
    case JwtKeyFault::Twice: return "two keys of one algorithm have the same id";
    case JwtKeyFault::NoneOfUse: return "the set has no key for HS256, RS256, ES256 or EdDSA";
  }
  return "the key cannot be used";
}

constexpr ErrorRoom kFaultRoom{"jwt", fault_text};
constexpr ErrorRoom kKeyFaultRoom{"jwt key", key_fault_text};

}  // namespace

const ErrorRoom& error_room(JwtFault) noexcept { return kFaultRoom; }
const ErrorRoom& error_room(JwtKeyFault) noexcept { return kKeyFaultRoom; }

}  // namespace saki
