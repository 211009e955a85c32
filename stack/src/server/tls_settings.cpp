// SPDX-License-Identifier: Apache-2.0
#include "saki/server/tls_settings.h"

#include <algorithm>
#include <string>
#include <vector>

#include "saki/config/units.h"

namespace saki {
namespace {

constexpr std::string_view kServer = "server.tls.";
constexpr std::uint32_t kMostIdentities = 8;  // For one name: one for each kind of key is of use.

using Paths = std::vector<std::string>;

std::string path_of(std::string_view within, std::string_view name) { return std::string(within) + std::string(name); }

Setting files(std::string_view within, std::string_view name, std::string description) {
  Setting setting;
  setting.path = path_of(within, name);
  setting.shape = SettingShape::List;
  setting.initial = "[]";
  setting.minimum = "1";
  setting.max_count = kMostIdentities;
  setting.description = std::move(description);
  return setting;
}

Setting word(std::string path, std::vector<std::string> words, std::string description) {
  Setting setting;
  setting.path = std::move(path);
  setting.type = SettingType::Word;
  setting.initial = words.front();
  setting.words = std::move(words);
  setting.description = std::move(description);
  return setting;
}

Setting time(std::string path, std::chrono::milliseconds initial, std::chrono::milliseconds most, std::string description) {
  Setting setting;
  setting.path = std::move(path);
  setting.type = SettingType::TimeSpan;
  setting.initial = format_duration(initial);
  setting.minimum = "0s";
  setting.maximum = format_duration(most);
  setting.description = std::move(description);
  return setting;
}

std::string at(const Paths& paths, std::size_t index) { return index < paths.size() ? paths[index] : std::string(); }

}  // namespace

void declare_tls_host_settings(ConfigSchema& schema, std::string_view within) {
  schema.add(
      files(within, "certificate", "PEM files, each a certificate with its chain below it: as a rule one, or one for each kind of key."));
  schema.add(
      files(within, "key", "PEM files of their private keys, in the same order; without, each certificate's file holds its key too."));
  schema.add(files(within, "ocsp", "DER files of what their authorities say of them (OCSP), in the same order, shown to clients."));
  schema.add(
      word(path_of(within, "client_certificates"), {"off", "optional", "required"}, "Whether clients are asked to prove who they are."));
  schema.add({.path = path_of(within, "client_ca"),
              .minimum = "1",
              .description = "PEM file of the authorities that clients' certificates must come from."});
}

TlsHostOptions read_tls_host(const Config& config, std::string_view within) {
  const auto paths = [&](std::string_view name) { return config.get<Paths>(path_of(within, name)); };
  const Paths certificates = paths("certificate");
  const Paths keys = paths("key");
  const Paths ocsp = paths("ocsp");
  TlsHostOptions host;
  for (std::size_t index = 0; index < std::max({certificates.size(), keys.size(), ocsp.size()}); ++index) {
    const std::string_view name = index < certificates.size() ? "certificate" : index < keys.size() ? "key" : "ocsp";
    host.identities.push_back({at(certificates, index), at(keys, index), at(ocsp, index), config.place(path_of(within, name), index)});
  }
  host.client_certificates = config.get<TlsClientCertificates>(path_of(within, "client_certificates"));
  host.client_ca = config.find<std::string>(path_of(within, "client_ca")).value_or("");
  host.place = config.place(path_of(within, "certificate"));
  host.client_ca_place = config.place(path_of(within, host.client_ca.empty() ? "client_certificates" : "client_ca"));
  return host;
}

void declare_tls_settings(ConfigSchema& schema) {
  const TlsOptions defaults;
  declare_tls_host_settings(schema, kServer);
  schema.add(word(path_of(kServer, "profile"), {"intermediate", "modern"},
                  "What is spoken, in Mozilla's words: TLS 1.2 and 1.3 for all clients of the last ten years, or TLS 1.3 alone."));
  schema.add(time(path_of(kServer, "session_lifetime"), defaults.session_lifetime, std::chrono::hours(24 * 7),
                  "How long a client that was here may come back without a whole handshake; 0 is never."));
  schema.add(time(path_of(kServer, "watch"), defaults.watch, std::chrono::hours(24),
                  "How often certificates, keys and the other files are looked at for changes; 0 is never, SIGHUP always works."));
}

TlsOptions read_tls_options(const Config& config) {
  TlsOptions options;
  options.main = read_tls_host(config, kServer);
  options.profile = config.get<TlsProfile>(path_of(kServer, "profile"));
  options.session_lifetime = config.get<std::chrono::seconds>(path_of(kServer, "session_lifetime"));
  options.watch = config.get<std::chrono::milliseconds>(path_of(kServer, "watch"));
  return options;
}

}  // namespace saki
