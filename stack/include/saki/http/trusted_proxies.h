// SPDX-License-Identifier: Apache-2.0
//
// TrustedProxies: whose word is taken for who the client is, and in which fields of a request it is looked for.
#pragma once

#include <cstdint>
#include <vector>

#include "saki/net/network.h"

namespace saki::http {

// One family of fields or the other, never both: a proxy that writes one of them passes on the other as it came from the client.
enum class ForwardedFields : std::uint8_t {
  Off,
  Forwarded,   // RFC 7239.
  XForwarded,  // X-Forwarded-For, X-Forwarded-Proto, X-Forwarded-Host.
};

struct TrustedProxies {  // Affinity: frozen.
  std::vector<Network> networks{};
  ForwardedFields fields = ForwardedFields::Off;
};

}  // namespace saki::http
