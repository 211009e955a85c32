// SPDX-License-Identifier: Apache-2.0
//
// KeyText: what a rate limit counts a request under.
#pragma once

#include <cstdint>
#include <string>

#include "saki/address.h"
#include "saki/limit_key.h"

namespace saki {

class Request;

// The first `ipv6_prefix` bits of an IPv6 address, the whole of another; empty for a Unix socket.
[[nodiscard]] std::string network_text(const Address& address, std::uint32_t ipv6_prefix);

// Its first letter tells kinds apart, so that no header can spell an address.
[[nodiscard]] std::string key_text(const Request& request, const LimitKey& key, std::uint32_t ipv6_prefix);

}  // namespace saki
