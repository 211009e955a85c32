// SPDX-License-Identifier: Apache-2.0
//
// JwtKey: a key that signs tokens or tells whether one was signed with it.
//
// A key stands for one algorithm, that of its kind: a token cannot choose another for it. So a public RSA key is never taken for a shared
// secret, whatever a token's header says.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "saki/base/result.h"
#include "saki/jwt_fault.h"

namespace saki {

enum class JwtAlgorithm : std::uint8_t {
  Hs256,  // HMAC with SHA-256 and a shared secret.
  Rs256,  // RSA PKCS #1 version 1.5 with SHA-256.
  Es256,  // ECDSA on P-256 with SHA-256.
  EdDsa,  // Ed25519.
};

[[nodiscard]] std::string_view name_of(JwtAlgorithm algorithm) noexcept;  // "HS256", "EdDSA"

class JwtKey {  // Affinity: frozen; copies share the key.
 public:
  // A secret that both sides know, of 32 bytes at least. Error: Weak.
  [[nodiscard]] static Result<JwtKey> of_secret(std::string_view secret, std::string id = {});

  // The first key of a PEM text: a private one signs and verifies, a public one verifies. Its kind says which algorithm it is for. Errors:
  // Malformed, Unsupported, Weak.
  [[nodiscard]] static Result<JwtKey> of_pem(std::string_view pem, std::string id = {});

  [[nodiscard]] JwtAlgorithm algorithm() const noexcept;
  [[nodiscard]] const std::string& id() const noexcept;  // What a token's `kid` says of it; empty fits every token.
  [[nodiscard]] bool can_sign() const noexcept;

  // The signature of a text, as tokens hold it. A key that cannot sign aborts.
  [[nodiscard]] std::string sign(std::string_view text) const;
  [[nodiscard]] bool verifies(std::string_view text, std::string_view signature) const;

  struct Data;  // Private.
  explicit JwtKey(std::shared_ptr<const Data> data) noexcept : data_(std::move(data)) {}

 private:
  std::shared_ptr<const Data> data_;
};

}  // namespace saki
