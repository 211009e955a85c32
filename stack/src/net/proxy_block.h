// SPDX-License-Identifier: Apache-2.0
//
// Version 2 of the PROXY header: a block of bytes.
#pragma once

#include <string_view>

#include "net/proxy_header.h"

namespace saki {

inline constexpr std::string_view kProxyBlockSignature("\r\n\r\n\0\r\nQUIT\n", 12);

// As decode_proxy_header, of what begins with the signature or a part of it.
[[nodiscard]] Result<std::size_t> decode_proxy_block(ByteView received, std::size_t limit_bytes, ProxyHeader& into) noexcept;

}  // namespace saki
