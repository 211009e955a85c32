// SPDX-License-Identifier: Apache-2.0
//
// Whether what a token claims holds here and now (RFC 7519 section 4.1).
#pragma once

#include <optional>

#include "saki/json.h"
#include "saki/jwt.h"

namespace saki {

// What speaks against the claims of a token whose signature is good; nothing when all hold.
[[nodiscard]] std::optional<JwtFault> judge_claims(const Json& claims, const JwtRules& rules, Timestamp now);

}  // namespace saki
