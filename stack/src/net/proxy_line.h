// SPDX-License-Identifier: Apache-2.0
//
// Version 1 of the PROXY header: a line of text.
#pragma once

#include <string_view>

#include "net/proxy_header.h"

namespace saki {

inline constexpr std::string_view kProxyLineSignature = "PROXY ";

// As decode_proxy_header, of what begins with the signature or a part of it.
[[nodiscard]] Result<std::size_t> decode_proxy_line(std::string_view received, ProxyHeader& into) noexcept;

}  // namespace saki
