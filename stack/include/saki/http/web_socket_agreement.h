// SPDX-License-Identifier: Apache-2.0
//
// WebSocketAgreement: what an opening handshake came to (RFC 6455 section 4, RFC 7692 section 7).
#pragma once

#include <cstdint>
#include <string>

namespace saki::http {

struct DeflateAgreement {
  bool agreed = false;
  bool server_keeps_context = true;
  bool client_keeps_context = true;
  std::uint8_t server_window_bits = 15;  // 8 to 15: how far back what the server deflates may refer.
  std::uint8_t client_window_bits = 15;
};

struct WebSocketAgreement {
  std::string protocol;    // The subprotocol; empty for none.
  std::string extensions;  // What the answer says of them; empty for none.
  DeflateAgreement deflate;
};

}  // namespace saki::http
