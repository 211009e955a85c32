// SPDX-License-Identifier: Apache-2.0
#include "host/host_reader.h"

#include <algorithm>

#include "host/tls_hosts.h"
#include "saki/server/access_log_settings.h"
#include "saki/server/tls_settings.h"

namespace saki {
namespace {

using Sections = std::vector<ConfigSection>;

http::StaticOptions mount_options(const Config& mount) {
  http::StaticOptions options;
  options.index = mount.get<std::string>("index");
  options.listing = mount.get<bool>("listing");
  options.hidden_files = mount.get<bool>("hidden_files");
  options.precompressed = mount.get<bool>("precompressed");
  options.symlinks = mount.get<http::Symlinks>("symlinks");
  options.cache_control = mount.get<std::string>("cache_control");
  options.cached_files = mount.get<std::uint32_t>("cached_files");
  options.reopen = mount.get<std::chrono::milliseconds>("reopen");
  return options;
}

// Rules count in their order, which a map of values would lose.
void read_cache_rules(const Config& mount, std::vector<http::CacheRule>& rules) {
  for (const Config::Item& item : mount.items()) {
    if (item.setting.path != "cache_rules" || !item.value) continue;
    for (std::size_t i = 0; i < item.value->keys.size(); ++i)
      rules.push_back({item.value->keys[i], scalar_as<std::string>(item.value->values[i])});
  }
}

// Reads what one host has, all of it below `within`.
class HostReader {
 public:
  HostReader(const Config& config, std::string within, VirtualHost& host, Diagnostics& diagnostics)
      : config_(config), within_(std::move(within)), host_(host), diagnostics_(diagnostics) {}

  void read() {
    host_.trailing_slash = config_.get<TrailingSlash>(within_ + "trailing_slash");
    read_mounts();
    read_error_pages();
    read_rewrites();
  }

 private:
  [[nodiscard]] Sections sections(const char* key) const { return config_.find<Sections>(within_ + key).value_or(Sections{}); }

  void read_mounts() {
    for (const ConfigSection& section : sections("mounts")) {
      HostMount mount{section->get<std::string>("path"), section->get<std::string>("directory"), mount_options(*section),
                      section->place("directory")};
      read_cache_rules(*section, mount.options.cache_rules);
      const auto is_same = [&](const HostMount& other) { return without_end_slashes(other.path) == without_end_slashes(mount.path); };
      if (std::ranges::any_of(host_.mounts, is_same)) {
        diagnostics_.add(section->place("path"), "mount-duplicate", "the host has a mount at " + mount.path + " already");
      }
      host_.mounts.push_back(std::move(mount));
    }
  }

  void read_error_pages() {
    const std::string path = within_ + "error_pages";
    const auto files = config_.find<std::map<std::string, std::string>>(path);
    if (!files) return;
    const auto& items = config_.items();
    const auto item = std::ranges::find_if(items, [&](const Config::Item& each) { return each.setting.path == path; });
    for (std::size_t i = 0; i < item->value->keys.size(); ++i) {
      const std::string& key = item->value->keys[i];
      const unsigned errors = ErrorPages::errors_of(key);
      if (errors == 0) {
        diagnostics_.add(config_.place(path, i), "error-page", "`" + key + "` is no error", "a status as 404, or a class: 4xx or 5xx");
      }
      host_.page_files.push_back({errors, files->at(key), config_.place(path, i)});
    }
  }

  void read_rewrites() {
    for (const ConfigSection& section : sections("rewrites")) {
      RewriteRule rule{
          section->get<std::string>("match"), section->get<std::string>("to"), {}, section->place("match"), section->place("to")};
      if (const auto status = section->find<std::string>("status")) rule.status = static_cast<Status>(std::stoi(*status));
      host_.rewrites.add(std::move(rule), diagnostics_);
    }
  }

  const Config& config_;
  std::string within_;
  VirtualHost& host_;
  Diagnostics& diagnostics_;
};

void add_name(VirtualHosts& hosts, std::uint32_t index, const std::string& name, const SourcePlace& place, Diagnostics& diagnostics) {
  const std::uint32_t taken = hosts.names.add(name, index);
  if (taken == HostTable::kNone) return;
  diagnostics.add(place, "host-duplicate",
                  taken == index ? "the host has the name " + name + " twice"
                                 : name + " is a name of the host " + hosts.hosts[taken].name + " already");
}

void read_named_host(const Config& section, VirtualHosts& hosts, Diagnostics& diagnostics) {
  const auto index = static_cast<std::uint32_t>(hosts.hosts.size());
  VirtualHost& host = hosts.hosts.emplace_back();
  host.name = section.get<std::string>("name");
  host.routes = section.get<bool>("routes");
  add_name(hosts, index, host.name, section.place("name"), diagnostics);
  const auto aliases = section.find<std::vector<std::string>>("aliases").value_or(std::vector<std::string>{});
  for (std::size_t i = 0; i < aliases.size(); ++i) add_name(hosts, index, aliases[i], section.place("aliases", i), diagnostics);
  if (const auto log = section.find<ConfigSection>("access_log")) {
    host.access_log = read_access_log(**log, "");
    host.access_log_place = (*log)->place("path");
  }
  HostReader(section, "", host, diagnostics).read();
  if (!section.get<bool>("default")) return;
  if (hosts.default_host != 0) {
    diagnostics.add(section.place("default"), "host-default", hosts.hosts[hosts.default_host].name + " is the default host already");
  }
  hosts.default_host = index;
}

HostDemand demand_of(const TlsHostOptions& tls) { return {.certificates = tls.client_certificates, .authority = tls.client_ca}; }

// A host without `tls` is met as the server meets everybody. One that demands certificates by itself does so of everybody; what the server
// demands is for those who come by TLS.
void take_demands(const Config& config, VirtualHosts& hosts) {
  TlsOptions options = read_tls_options(config);
  add_tls_hosts(config, options);
  for (VirtualHost& host : hosts.hosts) host.demand = demand_of(options.main);
  for (const TlsHostOptions& tls : options.hosts) {
    HostDemand& demand = hosts.hosts[hosts.names.find(tls.names.front())].demand;
    demand = demand_of(tls);
    demand.without_tls = tls.client_certificates != TlsClientCertificates::Required;
  }
}

}  // namespace

std::unique_ptr<VirtualHosts> read_virtual_hosts(const Config& config, Diagnostics& diagnostics) {
  auto hosts = std::make_unique<VirtualHosts>();
  hosts->unknown = config.get<UnknownHost>("server.unknown_host");
  HostReader(config, "server.", hosts->hosts.emplace_back(), diagnostics).read();
  for (const ConfigSection& section : config.find<Sections>("server.hosts").value_or(Sections{})) {
    read_named_host(*section, *hosts, diagnostics);
  }
  if (hosts->default_host != 0 && hosts->hosts.front().has_rules()) {
    diagnostics.add(
        config.place("server.hosts"), "host-default",
        "what stands below `server` itself is never reached: " + hosts->hosts[hosts->default_host].name + " is the default host",
        "move it there, or take `default` away");
  }
  if (hosts->changes_nothing()) return nullptr;
  take_demands(config, *hosts);
  return hosts;
}

}  // namespace saki
