// SPDX-License-Identifier: Apache-2.0
//
// ProxyOptions: which proxies stand in front of a server, and how they say who the client is.
#pragma once

#include <vector>

#include "saki/http/trusted_proxies.h"
#include "saki/server/listen_place.h"

namespace saki {

struct ProxyOptions {  // Affinity: frozen.
  http::TrustedProxies trusted{};
  SourcePlace fields_place{};  // Where the fields were configured, for messages; the one below likewise.

  // Where each connection begins with a PROXY header, and none is accepted but from a trusted proxy.
  bool header_everywhere = false;
  std::vector<ListenPlace> header_listeners{};  // Otherwise: on these of ServerOptions::listen.
  SourcePlace header_place{};

  [[nodiscard]] bool wants_header(const Address& configured) const noexcept;
};

}  // namespace saki
