// SPDX-License-Identifier: Apache-2.0
//
// ConnectionInfo: what is known of a connection from its first byte to its last.
#pragma once

#include <cstdint>

#include "saki/net/address.h"
#include "saki/tls/tls_info.h"

namespace saki::http {

struct ConnectionInfo {
  std::uint64_t id = 0;  // Unique within the process.
  Address peer;    // The other end of the socket.
  Address local;
  Address client;  // Whom the PROXY header says that the peer connects for; the peer itself where none says so.
  bool secure = false;  // Carried by TLS, here or, by that header, between client and proxy.
  const TlsInfo* tls = nullptr;  // What was settled on here; null where this side of the server is not encrypted.
};

}  // namespace saki::http
