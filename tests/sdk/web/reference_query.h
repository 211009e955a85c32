// SPDX-License-Identifier: Apache-2.0
//
// Queries and forms split and decoded slowly and plainly; Parameters must agree on every text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace saki::reference {

using Pairs = std::vector<std::pair<std::string, std::string>>;

// Nothing for a `%` without two hexadecimal digits, and for what is not UTF-8 once decoded.
[[nodiscard]] std::optional<Pairs> parse_query(std::string_view text);

}  // namespace saki::reference
