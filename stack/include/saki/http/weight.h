// SPDX-License-Identifier: Apache-2.0
//
// Weights of what a client prefers, as in `gzip;q=0.8` (RFC 9110 section 12.4.2).
#pragma once

#include <optional>
#include <string_view>

namespace saki::http {

inline constexpr unsigned kFullWeight = 1000;

// A qvalue in thousandths: 800 for "0.8". Nothing outside the grammar.
[[nodiscard]] std::optional<unsigned> parse_weight(std::string_view text) noexcept;

}  // namespace saki::http
