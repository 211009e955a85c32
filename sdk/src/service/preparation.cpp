// SPDX-License-Identifier: Apache-2.0
#include "service/preparation.h"

#include <algorithm>
#include <optional>

#include "host/host_reader.h"
#include "host/tls_hosts.h"
#include "saki/server/listen_place.h"
#include "saki/server/server_settings.h"
#include "saki/server/tls_listeners.h"
#include "saki/tls/tls_context.h"
#include "service/command_line.h"
#include "service/version_text.h"

namespace saki {
namespace {

constexpr int kOk = 0;
constexpr int kNotStarted = 1;
constexpr int kUsage = 2;

std::string help_text(const Composition& composition) {
  std::string text = composition.name + " " + composition.version;
  if (!composition.summary.empty()) text += ": " + composition.summary;
  text += "\n\nUsage: " + composition.name + " [FLAG]...\n\nFlags:\n" + flags_help();
  text += "\nSettings, for --set, the configuration file and the environment:\n\n" + composition.schema().reference();
  return text;
}

// What told a value. A default of the manifest names the value behind the file, as `service.yaml (server.listen)`.
std::string_view source_of(const SourcePlace& place) noexcept {
  const std::string_view file = place.file;
  return place.line == 0 ? file.substr(0, file.find(" (")) : file;
}

// Where a certificate is named that whoever named it wants used: on the command line, or beside the addresses in one file.
std::optional<SourcePlace> wanted_certificate(const Config& config, const CommandLine& line) {
  if (!line.certificates.empty()) return SourcePlace{.file = "--tls-cert"};
  if (!line.keys.empty()) return SourcePlace{.file = "--tls-key"};
  if (config.get<std::vector<std::string>>("server.tls.certificate").empty()) return std::nullopt;
  const SourcePlace place = config.place("server.tls.certificate");
  const SourcePlace listen = config.place("server.listen");
  return source_of(place) == source_of(listen) ? std::optional(place) : std::nullopt;
}

void check_certificates(const Config& config, const CommandLine& line, Diagnostics& diagnostics) {
  const auto listen = config.get<std::vector<std::string>>("server.listen");
  if (std::ranges::any_of(listen, [](const std::string& text) { return ListenPlace::parse(text)->tls; })) return;
  const auto place = wanted_certificate(config, line);
  if (!place) return;
  const std::string key = place->file.starts_with("--") ? "--listen" : "listen:";
  diagnostics.add(*place, "tls-listener", "no address that is listened on is one for TLS",
                  "write tls:// in front of it: " + key + " tls://" + listen.front());
}

// What a server would find when it opens its certificates.
void check_tls(const Config& config, Diagnostics& diagnostics) {
  ServerOptions options = read_server_options(config);
  add_tls_hosts(config, options.tls);
  check_tls_listeners(options, diagnostics);
  if (serves_tls(options) && options.tls.configured()) static_cast<void>(TlsContext::open(options.tls, diagnostics));
}

Preparation end(int status, std::string output, std::string error_output) {
  Preparation preparation;
  preparation.exit_status = status;
  preparation.output = std::move(output);
  preparation.error_output = std::move(error_output);
  return preparation;
}

}  // namespace

Preparation prepare(const Composition& composition, std::span<const std::string> arguments, const char* const* environment) {
  const CommandLine line = parse_command_line(arguments);
  if (!line.mistake.empty()) {
    return end(kUsage, "", composition.name + ": " + shown_text(line.mistake) + "\nTry `" + composition.name + " --help`.\n");
  }
  if (line.help) return end(kOk, help_text(composition), "");
  if (line.version) return end(kOk, line.json ? version_json(composition) : version_text(composition), "");

  Diagnostics diagnostics;
  ConfigTree tree;
  composition.check(diagnostics);
  ConfigReader reader(composition, line, environment);
  reader.gather(tree, diagnostics);
  std::shared_ptr<const Config> config = composition.schema().read(tree, diagnostics);
  if (config != nullptr) {
    static_cast<void>(read_virtual_hosts(*config, diagnostics));
    check_certificates(*config, line, diagnostics);
    if (line.check_config) check_tls(*config, diagnostics);
  }
  if (!diagnostics.empty()) return end(kNotStarted, "", diagnostics.text());
  if (line.check_config) return end(kOk, composition.name + ": the configuration is valid\n", "");
  Preparation preparation;
  preparation.config = std::move(config);
  preparation.reader.emplace(std::move(reader));
  return preparation;
}

}  // namespace saki
