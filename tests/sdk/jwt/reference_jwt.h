// SPDX-License-Identifier: Apache-2.0
//
// Tokens of HS256 judged slowly and plainly, as the RFCs say it, with other means than the implementation: the fast one must agree.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "saki/jwt.h"

namespace saki::reference {

// The shared secret that a token may be signed with, and what its `kid` may say of it.
struct Secret256 {
  std::string secret;
  std::string id;
};

// What speaks against a token; nothing where it is good.
[[nodiscard]] std::optional<JwtFault> judge_jwt(std::string_view token, const Secret256& secret, const JwtRules& rules, Timestamp now);

}  // namespace saki::reference
