// SPDX-License-Identifier: Apache-2.0
//
// The string formats of the manifest: `email`, `uri`, `path`.
#pragma once

#include <string_view>

namespace saki {

// An address as HTML's <input type=email> takes it; at most 254 bytes, 64 of them before the `@`. Affinity: any (all of this header).
[[nodiscard]] bool is_email(std::string_view text) noexcept;

// A URI with its scheme (RFC 3986 section 3); at most 8,000 bytes.
[[nodiscard]] bool is_uri(std::string_view text) noexcept;

// A path of 1 to 4,096 bytes without control characters and without a `..` segment.
[[nodiscard]] bool is_path(std::string_view text) noexcept;

}  // namespace saki
