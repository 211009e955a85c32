// SPDX-License-Identifier: Apache-2.0
//
// What the slash at the end of a path means where no route fits the path as it is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace saki {

enum class TrailingSlash : std::uint8_t {
  Strict,    // `/a` and `/a/` are two places.
  Ignore,    // The route for one answers for the other.
  Redirect,  // The client is sent to the one that a route has.
  Strip,     // The client is sent to the one without.
};

// `path` without the slashes at its end, or with one where it has none. `/` has no other form: the result is then empty.
[[nodiscard]] std::string other_form(std::string_view path);
[[nodiscard]] std::string_view without_end_slashes(std::string_view path) noexcept;

}  // namespace saki
