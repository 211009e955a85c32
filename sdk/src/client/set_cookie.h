// SPDX-License-Identifier: Apache-2.0
//
// SetCookie: a Set-Cookie field taken apart as user agents do (RFC 6265bis section 5.6), which is far more lenient than what servers may
// send.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "saki/base/clock.h"

namespace saki {

struct SetCookie {
  std::string_view name;
  std::string_view value;
  std::optional<WallTime> expires{};     // By Expires, or by Max-Age, which is stronger.
  std::string_view domain{};             // Without a leading dot, as spelt; empty for none.
  std::optional<std::string_view> path{};  // One that begins with a slash.
  bool secure = false;
};

// Nothing for a field that is to be ignored. Views into `text`. No cookie lives for more than 400 days from `now`.
[[nodiscard]] std::optional<SetCookie> parse_set_cookie(std::string_view text, std::size_t pair_bytes, std::size_t attribute_bytes,
                                                        WallTime now) noexcept;

// A date in any order and spelling that a user agent takes (RFC 6265bis section 5.1.1).
[[nodiscard]] std::optional<WallTime> parse_cookie_date(std::string_view text) noexcept;

}  // namespace saki
