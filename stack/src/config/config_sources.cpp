// SPDX-License-Identifier: Apache-2.0
#include "saki/config/config_sources.h"

#include <unistd.h>

#include "config/drop_ins.h"

namespace saki {
namespace {

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

std::string installed_file(const ConfigSources& sources) { return sources.system_folder + "/" + sources.service_name + "/config.yaml"; }

// The file to read, and with it the folder whose drop-ins count; "" when nothing is installed.
std::string config_file(const ConfigSources& sources) {
  if (!sources.file.empty()) return sources.file;
  const std::string installed = installed_file(sources);
  return exists(installed) ? installed : std::string();
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

}  // namespace

std::string load_sources(ConfigTree& tree, const ConfigSources& sources, Diagnostics& diagnostics) {
  tree.load_generated(sources.manifest_defaults, sources.manifest_name, diagnostics);
  std::string file = config_file(sources);
  if (!file.empty()) {
    const std::string folder = folder_of(file);
    tree.load_file(file, diagnostics);
    tree.load_directory(folder + "conf.d", diagnostics);
    if (exists(folder + "live.yaml")) tree.load_file(folder + "live.yaml", diagnostics);
  }
  tree.load_environment(sources.service_name, sources.environment, diagnostics);
  return file;
}

std::vector<std::string> source_paths(const ConfigSources& sources) {
  const std::string file = sources.file.empty() ? installed_file(sources) : sources.file;
  const std::string folder = folder_of(file);
  const std::string further = folder + "conf.d";
  std::vector<std::string> paths{file, folder + "live.yaml", further};
  const auto names = drop_ins(further);
  if (!names) return paths;
  for (const std::string& name : *names) paths.push_back(further + "/" + name);
  return paths;
}

}  // namespace saki
