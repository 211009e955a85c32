// SPDX-License-Identifier: Apache-2.0
//
// The addresses of a socket's two ends; no address when the kernel has none. And addresses with another port.
#pragma once

#include "saki/net/address.h"

namespace saki {

[[nodiscard]] Address local_address_of(int socket) noexcept;
[[nodiscard]] Address peer_address_of(int socket) noexcept;

// `address`, which is IPv4 or IPv6, with another port.
[[nodiscard]] Address with_port(const Address& address, std::uint16_t port) noexcept;

}  // namespace saki
