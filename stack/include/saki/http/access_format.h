// SPDX-License-Identifier: Apache-2.0
//
// AccessFormat: what a line of an access log looks like.
//
//   common    192.0.2.7 - - [10/Oct/2000:13:55:36 +0000] "GET /notes?after=3 HTTP/1.1" 200 2326
//   combined  the same, then "https://example.org/" "Mozilla/5.0", the Referer and User-Agent fields, each "-" where there is none
//   JSON      {"time":"2000-10-10T13:55:36.000001Z","address":"192.0.2.7","method":"GET","target":"/notes?after=3",…}
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace saki::http {

enum class AccessFormat : std::uint8_t { Common, Combined, Json };

// As configurations spell them, in the order of the enumerators.
inline constexpr std::array<std::string_view, 3> kAccessFormatNames{"common", "combined", "json"};

[[nodiscard]] constexpr std::optional<AccessFormat> parse_access_format(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kAccessFormatNames.size(); ++i) {
    if (kAccessFormatNames[i] == name) return static_cast<AccessFormat>(i);
  }
  return std::nullopt;
}

}  // namespace saki::http
