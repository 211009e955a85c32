// SPDX-License-Identifier: Apache-2.0
//
// Dot segments of a path (RFC 3986 section 5.2.4).
#pragma once

#include <string>
#include <string_view>

namespace saki::client {

// `path`, which is empty or begins with a slash, without them; "/" at least. Dots that are percent-encoded count as such, as they do for
// whoever decodes them.
[[nodiscard]] std::string without_dot_segments(std::string_view path);

}  // namespace saki::client
