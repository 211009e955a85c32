// SPDX-License-Identifier: Apache-2.0
//
// The names of application protocols that a handshake settles on (ALPN, RFC 7301), in the form they have on the wire.
#pragma once

#include <string>
#include <vector>

namespace saki {

// Each name behind a byte with its length.
[[nodiscard]] std::string protocol_list(const std::vector<std::string>& names);

}  // namespace saki
