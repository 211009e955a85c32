// SPDX-License-Identifier: Apache-2.0
//
// Decoded paths as parts of a URI again.
#pragma once

#include <string>
#include <string_view>

namespace saki {

// `path` with everything but unreserved characters and its slashes percent-encoded.
[[nodiscard]] std::string encode_path(std::string_view path);

// `place` with one slash in front where it begins with several: those would name another host (RFC 3986 section 4.2).
[[nodiscard]] std::string on_this_host(std::string place);

}  // namespace saki
