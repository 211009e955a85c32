// SPDX-License-Identifier: Apache-2.0
#include "service/config_reader.h"

#include "service/composition.h"

namespace saki {
namespace {

// A certificate of the command line takes the place of those configured, key and all.
void set_certificates(ConfigTree& tree, const CommandLine& line) {
  if (!line.certificates.empty()) {
    tree.set_list("server.tls.certificate", line.certificates, "--tls-cert");
    tree.set_list("server.tls.ocsp", {}, "--tls-cert");
  }
  if (!line.certificates.empty() || !line.keys.empty()) tree.set_list("server.tls.key", line.keys, "--tls-key");
}

void set_flags(ConfigTree& tree, const CommandLine& line, Diagnostics& diagnostics) {
  for (const std::string& assignment : line.settings) tree.set(assignment, diagnostics);
  if (!line.listen.empty()) tree.set_list("server.listen", line.listen, "--listen");
  set_certificates(tree, line);
  if (line.workers) tree.set_yaml("server.workers", *line.workers, "--workers", diagnostics);
  if (line.log_level) tree.set_yaml("log.level", *line.log_level, "--log-level", diagnostics);
}

std::vector<const char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  for (const std::string& text : texts) pointers.push_back(text.c_str());
  pointers.push_back(nullptr);
  return pointers;
}

}  // namespace

ConfigReader::ConfigReader(const Composition& composition, const CommandLine& line, const char* const* environment) : line_(line) {
  sources_.service_name = composition.name;
  sources_.manifest_defaults = composition.defaults;
  sources_.file = line.config.value_or("");
  sources_.environment = environment;
}

void ConfigReader::keep_environment() {
  kept_.emplace();
  for (const char* const* entry = sources_.environment; entry != nullptr && *entry != nullptr; ++entry) kept_->emplace_back(*entry);
  sources_.environment = nullptr;
}

void ConfigReader::gather(ConfigTree& tree, Diagnostics& diagnostics) {
  ConfigSources sources = sources_;
  std::vector<const char*> kept;
  if (kept_) {
    kept = pointers_to(*kept_);
    sources.environment = kept.data();
  }
  sources_.file = load_sources(tree, sources, diagnostics);
  set_flags(tree, line_, diagnostics);
}

}  // namespace saki
