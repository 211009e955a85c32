// SPDX-License-Identifier: Apache-2.0
//
// The order in which a service's configuration is gathered, weakest first: the manifest's defaults, the configuration file, the
// drop-ins beside it (`conf.d/*.yaml`), `live.yaml` beside it, the environment. Flags come after and are set by the caller.
#pragma once

#include <string>
#include <vector>

#include "saki/config/config_tree.h"

namespace saki {

struct ConfigSources {
  std::string service_name{};                   // "notes"; names the environment's prefix and the folder below `system_folder`.
  std::string manifest_defaults{};              // YAML of the manifest's share, `server: {workers: auto}`; may be empty.
  std::string manifest_name = "service.yaml";   // How messages call it.
  std::string file{};                           // From --config, then it must exist; empty: SYSTEM_FOLDER/NAME/config.yaml if present.
  std::string system_folder = "/etc";
  const char* const* environment = nullptr;     // As `environ`; null: none.
};

// Gathers all sources into `tree`; returns the configuration file that was read, or "" when there is none.
std::string load_sources(ConfigTree& tree, const ConfigSources& sources, Diagnostics& diagnostics);

// Every path that load_sources looks at, whether there is something or not: for who wants to know when that changes.
[[nodiscard]] std::vector<std::string> source_paths(const ConfigSources& sources);

}  // namespace saki
