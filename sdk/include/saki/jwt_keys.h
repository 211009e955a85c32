// SPDX-License-Identifier: Apache-2.0
//
// JwtKeys: the keys that tokens may be signed with.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "saki/jwt_key.h"

namespace saki {

class JwtKeys {  // Affinity: frozen once in use.
 public:
  static constexpr std::size_t kMost = 64;  // A token without `kid` is tried with each key of its algorithm.

  // Reads a JSON Web Key Set (RFC 7517). Keys that do not sign, or by an algorithm that is not known here, are left out; private parts are
  // not looked at. Errors: those of JwtKeyFault.
  [[nodiscard]] static Result<JwtKeys> of_set(std::string_view json);

  // Errors: TooMany, Twice.
  [[nodiscard]] Result<> add(JwtKey key);
  [[nodiscard]] Result<> add(const JwtKeys& keys);

  // The keys that a token of that algorithm may be signed with: those of this very id and those without one; all where it names none.
  [[nodiscard]] std::vector<const JwtKey*> find(JwtAlgorithm algorithm, std::optional<std::string_view> id) const;

  [[nodiscard]] const std::vector<JwtKey>& all() const noexcept { return keys_; }

 private:
  std::vector<JwtKey> keys_;
};

}  // namespace saki
