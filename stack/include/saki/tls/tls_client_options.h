// SPDX-License-Identifier: Apache-2.0
//
// TlsClientOptions: whom a client trusts.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "saki/tls/tls_options.h"

namespace saki {

enum class TlsVerification : std::uint8_t {
  Full,  // The chain up to a trusted authority, the time, the name.
  None,  // Whoever answers is believed. For tests.
};

struct TlsClientOptions {  // Affinity: frozen.
  TlsVerification verification = TlsVerification::Full;
  std::string authorities{};  // PEM file of those trusted; empty: the system's.
  std::vector<TlsIdentity> identities{};  // Shown to servers that ask for one.
  std::vector<std::string> protocols{"http/1.1"};  // ALPN, the best first. Empty: not spoken.
  SourcePlace place{};  // Where the authorities were configured, for messages.
};

}  // namespace saki
