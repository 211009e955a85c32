// SPDX-License-Identifier: Apache-2.0
//
// TlsFault: how encryption fails. The detail is an alert's number (RFC 8446 section 6), a result of verification, or the library's reason.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "saki/base/error.h"

namespace saki {

enum class TlsFault : std::uint16_t {
  Handshake = 1,    // The two sides could not settle on anything.
  PlainHttp,        // HTTP was spoken where TLS was expected.
  Untrusted,        // The certificate of the other side is not good, or not its own. The detail tells why.
  Alert,            // The other side gave up and said so.
  BadRecord,        // A record was tampered with, or breaks the protocol.
  CutHandshake,     // The other side left in the middle of the handshake.
  CutRecord,        // The other side left in the middle of a record.
  CutOff,           // The other side left without saying that it was done: what came may not be all (RFC 8446 section 6.1).
  TooMuchControl,   // Records without content came without end.
};

inline constexpr std::size_t kTlsFaultCount = static_cast<std::size_t>(TlsFault::TooMuchControl) + 1;

const ErrorRoom& error_room(TlsFault) noexcept;

// Why the certificate of an `Untrusted` is not good, by its detail: "unable to get local issuer certificate".
[[nodiscard]] std::string_view distrust_reason(const Error& error) noexcept;

}  // namespace saki
