// SPDX-License-Identifier: Apache-2.0
#include "host/virtual_hosts.h"

namespace saki {

bool VirtualHosts::changes_nothing() const noexcept {
  return hosts.size() == 1 && unknown == UnknownHost::Default && !hosts.front().has_rules();
}

const VirtualHost* VirtualHosts::find(std::string_view host) const noexcept {
  const std::uint32_t found = host.empty() ? HostTable::kNone : names.find(host);
  if (found != HostTable::kNone) return &hosts[found];
  return host.empty() || unknown == UnknownHost::Default ? &hosts[default_host] : nullptr;
}

bool VirtualHosts::lets_in(const VirtualHost& host, const TlsInfo* tls) const noexcept {
  if (host.demand.certificates == TlsClientCertificates::Off) return true;
  if (tls == nullptr) return host.demand.without_tls;
  const std::uint32_t met = tls->server_name.empty() ? HostTable::kNone : names.find(tls->server_name);
  return host.demand.is_met_by(hosts[met == HostTable::kNone ? 0 : met].demand);
}

}  // namespace saki
