// SPDX-License-Identifier: Apache-2.0
//
// HTTP dates (RFC 9110 section 5.6.7): "Sun, 06 Nov 1994 08:49:37 GMT".
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace saki::http {

using HttpTime = std::chrono::sys_seconds;

inline constexpr std::size_t kHttpDateBytes = 29;

// IMF-fixdate, the only form ever sent. The year is taken modulo 10,000.
[[nodiscard]] std::array<char, kHttpDateBytes> format_http_date(HttpTime time) noexcept;

// Reads the three forms that a recipient must accept: IMF-fixdate, RFC 850 and asctime; nullopt for any other text. A two-digit year
// that seems more than 50 years after `now` is taken for the past century's. The name of the day is not compared with the date.
[[nodiscard]] std::optional<HttpTime> parse_http_date(std::string_view text, HttpTime now) noexcept;

}  // namespace saki::http
