// SPDX-License-Identifier: Apache-2.0
#include "host/tls_hosts.h"

#include <memory>
#include <string_view>
#include <utility>

#include "saki/server/tls_settings.h"

namespace saki {
namespace {

using Sections = std::vector<ConfigSection>;

std::vector<std::string> names_of(const Config& host) {
  std::vector<std::string> names = host.find<std::vector<std::string>>("aliases").value_or(std::vector<std::string>{});
  names.insert(names.begin(), host.get<std::string>("name"));
  return names;
}

constexpr std::string_view kDemand = "client_certificates";

// What asks was written somewhere; `off` may be a default alone.
bool says_whom_it_asks(const TlsHostOptions& host, const Config& config, const std::string& within) {
  return host.client_certificates != TlsClientCertificates::Off || config.place(within + std::string(kDemand)).file != "default";
}

void take_authority(TlsHostOptions& host, const TlsHostOptions& from) {
  host.client_ca = from.client_ca;
  host.client_ca_place = from.client_ca_place;
}

// Asks of clients what `server` does, where it does not say otherwise itself.
TlsHostOptions read_host(const ConfigSection& section, const Config& tls, const TlsHostOptions& server) {
  TlsHostOptions host = read_tls_host(tls, "");
  host.names = names_of(*section);
  host.place = section->place("tls");
  if (!says_whom_it_asks(host, tls, "")) host.client_certificates = server.client_certificates;
  const bool asks = host.client_certificates != TlsClientCertificates::Off;
  if (asks && host.client_ca.empty() && !server.client_ca.empty()) take_authority(host, server);
  return host;
}

// Of a server without certificate: its default host's, with what that asks of clients unless the server says so itself.
void stand_in(const TlsHostOptions& host, TlsHostOptions& server, bool server_says) {
  server.identities = host.identities;
  if (server_says || host.client_certificates == TlsClientCertificates::Off) return;
  server.client_certificates = host.client_certificates;
  take_authority(server, host);
}

}  // namespace

void declare_host_tls(ConfigSchema& host) {
  auto tls = std::make_shared<ConfigSchema>();
  declare_tls_host_settings(*tls, "");
  Setting setting;
  setting.path = "tls";
  setting.type = SettingType::Section;
  setting.section = std::move(tls);
  setting.description = "Its own certificates, and whom it asks for theirs, in place of the server's.";
  host.add(std::move(setting));
}

void add_tls_hosts(const Config& config, TlsOptions& options) {
  const TlsHostOptions server = options.main;
  for (const ConfigSection& section : config.find<Sections>("server.hosts").value_or(Sections{})) {
    const auto tls = section->find<ConfigSection>("tls");
    if (!tls) {
      for (std::string& name : names_of(*section)) options.main.names.push_back(std::move(name));
      continue;
    }
    options.hosts.push_back(read_host(section, **tls, server));
    if (!options.configured() && section->get<bool>("default"))
      stand_in(options.hosts.back(), options.main, says_whom_it_asks(server, config, "server.tls."));
  }
  for (TlsHostOptions& host : options.hosts) {
    if (host.identities.empty()) host.identities = options.main.identities;
  }
}

}  // namespace saki
