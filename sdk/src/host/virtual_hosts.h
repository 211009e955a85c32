// SPDX-License-Identifier: Apache-2.0
//
// VirtualHosts: all hosts of a service, and what becomes of requests for none of them.
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>

#include "host/virtual_host.h"
#include "saki/base/host_table.h"
#include "saki/tls/tls_info.h"

namespace saki {

// Who answers a name that no host has.
enum class UnknownHost : std::uint8_t {
  Default,      // The default host.
  Misdirected,  // Nobody: 421 (RFC 9110 section 15.5.20).
  Missing,      // Nobody: 404.
};

class VirtualHosts {  // Affinity: frozen once in use; one thread before.
 public:
  HostTable names;
  std::deque<VirtualHost> hosts;  // The first is the nameless one.
  std::uint32_t default_host = 0;
  UnknownHost unknown = UnknownHost::Default;

  // Whether nothing says anything but what a service does anyway.
  [[nodiscard]] bool changes_nothing() const noexcept;

  // Who answers for `host`, as RequestHead has it; null for nobody. A request without a name is for the default.
  [[nodiscard]] const VirtualHost* find(std::string_view host) const noexcept;

  // Whether a request for `host` may come over a handshake of which `tls` tells, null for none: it has asked of the client what the host
  // does. By name the stack sees to that; but the default host answers names that nobody was asked for, and a proxy may tell others.
  [[nodiscard]] bool lets_in(const VirtualHost& host, const TlsInfo* tls) const noexcept;
};

}  // namespace saki
