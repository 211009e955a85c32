// SPDX-License-Identifier: Apache-2.0
//
// ServerTls: whether a package's connections to its server are encrypted, and whom they believe.
#pragma once

#include <cstdint>

namespace saki {

enum class ServerTls : std::uint8_t {
  Off,
  Verified,    // The server's certificate must be good, and for this host.
  Unverified,  // Encrypted, towards whoever answers: for a network that is trusted otherwise.
};

}  // namespace saki
