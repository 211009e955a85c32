// SPDX-License-Identifier: Apache-2.0
//
// The addresses of a socket's two ends; no address when the kernel has none.
#pragma once

#include "saki/net/address.h"

namespace saki {

[[nodiscard]] Address local_address_of(int socket) noexcept;
[[nodiscard]] Address peer_address_of(int socket) noexcept;

}  // namespace saki
