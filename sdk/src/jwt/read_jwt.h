// SPDX-License-Identifier: Apache-2.0
//
// ReadJwt: a verified token as values; the public header does without <saki/json.h>.
#pragma once

#include "saki/json.h"
#include "saki/jwt.h"

namespace saki {

struct ReadJwt {
  Json header;
  Json claims;
};

// As verify_jwt().
[[nodiscard]] Result<ReadJwt> read_jwt(std::string_view token, const JwtKeys& keys, const JwtRules& rules, Timestamp now);

}  // namespace saki
