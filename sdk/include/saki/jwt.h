// SPDX-License-Identifier: Apache-2.0
//
// Jwt: a token of claims that somebody signed (RFC 7519), in its compact form: three parts of base64url with dots between.
//
//   const auto key = JwtKey::of_secret(request.settings<Settings>().token_secret.reveal());
//   const std::string token = sign_jwt(R"({"sub":"ada","exp":1795266000})", *key);
//
//   JwtKeys keys;  …
//   const Result<Jwt> known = verify_jwt(token, keys, {.algorithms = {JwtAlgorithm::Hs256}, .issuer = "https://id.example"},
//   request.now());
//
// For routes that ask who calls there is `auth:` in the manifest, which does this; see <saki/auth.h>. What a token's header says is a claim
// of whoever sent it: no key, no address of one and no file is ever taken from there, and its algorithm must be that of the key.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "saki/jwt_keys.h"
#include "saki/timestamp.h"

namespace saki {

// What a token must fulfil.
struct JwtRules {
  std::vector<JwtAlgorithm> algorithms{};  // Those that are taken; empty: every one that there is a key for.
  std::string issuer{};  // What `iss` must be; empty: whatever it is.
  std::vector<std::string> audience{};  // One of these must be in `aud`. Empty: a token that names an audience is refused.
  std::string type{};  // What `typ` must be, such as `at+jwt`; empty: whatever it is.
  std::chrono::seconds skew{30};  // How far clocks may differ.
  bool needs_expiry = true;  // A token without `exp` is refused.
  std::size_t token_bytes = 8 * 1024;
  std::uint32_t depth = 8;  // Arrays and objects within one another.
};

// Both are JSON objects in which each member comes once: parse_json(claims) of <saki/json.h>, or a generated type.
struct Jwt {
  std::string header;
  std::string claims;
};

// What a token says, if all of it holds: form, algorithm, signature, time, issuer, audience. Errors: those of JwtFault. Affinity: any.
[[nodiscard]] Result<Jwt> verify_jwt(std::string_view token, const JwtKeys& keys, const JwtRules& rules, Timestamp now);

// Signs claims, the text of a JSON object; `exp` and the like are the caller's. A key that cannot sign aborts. Affinity: any.
[[nodiscard]] std::string sign_jwt(std::string_view claims, const JwtKey& key);

}  // namespace saki
