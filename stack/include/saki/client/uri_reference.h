// SPDX-License-Identifier: Apache-2.0
//
// UriReference: a URI or a relative reference, taken apart (RFC 3986 section 4.1).
//
//   [ scheme ":" ] [ "//" authority ] path [ "?" query ] [ "#" fragment ]
//
// Strict: every byte must be one that its part may hold, each `%` must be followed by two hexadecimal digits. Nothing is decoded.
#pragma once

#include <optional>
#include <string_view>

#include "saki/base/result.h"

namespace saki::client {

struct UriReference {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;  // Its characters are checked; what they mean is not.
  std::string_view path;
  std::optional<std::string_view> query;     // Without the question mark.
  std::optional<std::string_view> fragment;  // Without the number sign.

  // The parts are views into `text`. Errors: Invalid.
  [[nodiscard]] static Result<UriReference> parse(std::string_view text) noexcept;
};

}  // namespace saki::client
