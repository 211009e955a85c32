// SPDX-License-Identifier: Apache-2.0
//
// The configuration `server: {…}` with all settings of servers and hosts.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>

#include "host/host_settings.h"
#include "saki/config/config_schema.h"
#include "saki/server/server_settings.h"

namespace saki {

// Throws std::runtime_error with the diagnostics of one that is wrong.
inline std::shared_ptr<const Config> read_server_section(const std::string& section) {
  Diagnostics diagnostics;
  ConfigTree tree;
  tree.load_text("server: {" + section + "}", "service.yaml", diagnostics);
  ConfigSchema schema;
  declare_server_settings(schema);
  declare_host_settings(schema);
  std::shared_ptr<const Config> config = schema.read(tree, diagnostics);
  if (config == nullptr) throw std::runtime_error(diagnostics.text());
  return config;
}

}  // namespace saki
