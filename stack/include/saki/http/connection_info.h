// SPDX-License-Identifier: Apache-2.0
//
// ConnectionInfo: what is known of a connection from its first byte to its last.
#pragma once

#include <cstdint>

#include "saki/net/address.h"

namespace saki::http {

struct ConnectionInfo {
  std::uint64_t id = 0;  // Unique within the process.
  Address peer;
  Address local;
  bool secure = false;  // Carried by TLS.
};

}  // namespace saki::http
