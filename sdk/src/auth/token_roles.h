// SPDX-License-Identifier: Apache-2.0
//
// The roles that a token gives whoever bears it.
#pragma once

#include <string>
#include <vector>

#include "saki/json.h"

namespace saki {

// Those of a claim that is a list of texts, or a text with blanks between them, as `scope` is (RFC 8693 section 4.2). None for any other.
[[nodiscard]] std::vector<std::string> token_roles(const Json& claims, const std::string& claim);

}  // namespace saki
