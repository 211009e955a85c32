// SPDX-License-Identifier: Apache-2.0
//
// How a proxy names whom it got a request from (RFC 7239 section 6):
//
//   node = ( IPv4address / "[" IPv6address "]" / "unknown" / obfuscated ) [ ":" ( 1*5DIGIT / obfuscated ) ]
//   obfuscated = "_" 1*( ALPHA / DIGIT / "." / "_" / "-" )
//
// X-Forwarded-For has no specification. In use are addresses, those of IPv6 with or without brackets, `unknown`, and ports behind addresses
// other than bare IPv6 ones.
#pragma once

#include <optional>
#include <string_view>

#include "saki/net/address.h"

namespace saki::http {

struct ForwardedNode {
  bool hidden = false;  // It does not say who it is.
  Address address;
};

// Nothing for what is malformed.
[[nodiscard]] std::optional<ForwardedNode> parse_forwarded_node(std::string_view text) noexcept;
[[nodiscard]] std::optional<ForwardedNode> parse_x_forwarded_node(std::string_view text) noexcept;

}  // namespace saki::http
