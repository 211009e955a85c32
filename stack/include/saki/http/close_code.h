// SPDX-License-Identifier: Apache-2.0
//
// CloseCode: why a WebSocket ended (RFC 6455 section 7.4). Numbers from 3000 on belong to libraries and applications.
#pragma once

#include <cstdint>

namespace saki::http {

enum class CloseCode : std::uint16_t {
  Normal = 1000,
  GoingAway = 1001,        // The server stops, or the page was left.
  ProtocolError = 1002,
  Unsupported = 1003,      // A kind of message that is not taken here.
  Untold = 1005,           // The peer's close said none. Never sent.
  Abnormal = 1006,         // The connection ended without a close. Never sent.
  InvalidContent = 1007,   // Text that is not UTF-8, or a message that breaks its format.
  Policy = 1008,
  TooLarge = 1009,
  NeedsExtension = 1010,   // A client's: the server did not take the extension up.
  InternalError = 1011,
  Restarts = 1012,
  TryLater = 1013,
  TlsFailed = 1015,        // Never sent.
};

// Whether a close may carry it: 1000 to 1003, 1007 to 1014, 3000 to 4999.
[[nodiscard]] constexpr bool is_sendable(CloseCode code) noexcept {
  const auto number = static_cast<std::uint16_t>(code);
  return (number >= 1000 && number <= 1003) || (number >= 1007 && number <= 1014) || (number >= 3000 && number <= 4999);
}

}  // namespace saki::http
