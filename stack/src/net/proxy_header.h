// SPDX-License-Identifier: Apache-2.0
//
// The header of the PROXY protocol, in which a proxy says at the front of a connection whose it is. Version 1 is a line of text:
//
//   PROXY TCP4 203.0.113.7 192.0.2.1 51234 443\r\n      TCP6, or UNKNOWN and anything up to the end of the line; at most 107 bytes
//
// Version 2 is binary:
//
//   | 12: signature | 1: version 2, command | 1: family, protocol | 2: length of what follows | addresses | type, length, value … |
//
// Strict: who sends this is configured to, and whatever is outside the grammar is refused rather than guessed at. LOCAL, UNKNOWN and
// what is no stream over a known family say nothing of a client: the connection then is the sender's own, and the rest is skipped.
#pragma once

#include <cstdint>

#include "saki/base/bytes.h"
#include "saki/base/result.h"
#include "saki/net/address.h"

namespace saki {

enum class ProxyFault : std::uint16_t {
  NoSignature = 1,
  LineTooLong,
  MalformedLineEnd,
  MalformedLine,
  UnknownCommand,
  UnknownFamily,
  TooLarge,
  TooShort,
  MalformedValues,
  WrongChecksum,
};

const ErrorRoom& error_room(ProxyFault) noexcept;

struct ProxyHeader {
  Address client;        // Where the connection comes from, or no address where the header does not say.
  Address destination;   // What it was made to; likewise.
  bool secure = false;   // The client's connection is carried by TLS (version 2 only).
};

inline constexpr std::size_t kProxyLineBytes = 107;  // Of version 1, with its end.

// Decodes the header at the front of what has been `received`. Returns how many bytes it took, or 0 while it is not complete: then call
// again with more behind the same bytes.
//
// Errors: those of ProxyFault, as soon as no further bytes can mend it; TooLarge for one of version 2 above `limit_bytes`.
[[nodiscard]] Result<std::size_t> decode_proxy_header(ByteView received, std::size_t limit_bytes, ProxyHeader& into) noexcept;

}  // namespace saki
