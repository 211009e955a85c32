// SPDX-License-Identifier: Apache-2.0
#include "host/tls_hosts.h"

#include <memory>
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
  for (const ConfigSection& section : config.find<Sections>("server.hosts").value_or(Sections{})) {
    const auto tls = section->find<ConfigSection>("tls");
    if (!tls) continue;
    TlsHostOptions host = read_tls_host(**tls, "");
    host.names = names_of(*section);
    host.place = section->place("tls");
    if (host.identities.empty()) host.identities = options.main.identities;
    if (!options.configured() && section->get<bool>("default")) options.main = host;
    options.hosts.push_back(std::move(host));
  }
}

}  // namespace saki
