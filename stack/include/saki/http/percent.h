// SPDX-License-Identifier: Apache-2.0
//
// Percent-encoding (RFC 3986 section 2.1) and the normal form of a path.
//
// A path is decoded once, here, and nowhere again. What has no honest use is refused rather than repaired: an encoded NUL or control
// character, an encoded slash or any backslash (two readers would cut the path differently), a dot segment that hides its dots behind
// an encoding or climbs above the root, and text that is not UTF-8 (overlong forms among it).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "saki/base/arena.h"

namespace saki::http {

// The bytes that `text` stands for, or nullopt where a `%` is not followed by two hexadecimal digits. Text without `%` is returned
// as it is; otherwise the result lives in `arena`.
[[nodiscard]] std::optional<std::string_view> percent_decode(std::string_view text, Arena& arena);

// The normal form of a path that begins with a slash: decoded, dot segments removed (RFC 3986 section 5.2.4); nullopt where it is
// hostile. A path that is in normal form already, the ordinary case, is returned as it is; otherwise the result lives in `arena`.
[[nodiscard]] std::optional<std::string_view> normalize_path(std::string_view raw_path, Arena& arena);

// `text` with everything but unreserved characters encoded (RFC 3986 section 2.3), fit for one segment or one query value.
[[nodiscard]] std::string percent_encode(std::string_view text);

}  // namespace saki::http
