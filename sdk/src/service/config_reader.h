// SPDX-License-Identifier: Apache-2.0
//
// ConfigReader: gathers what a service was configured with, the stronger source over the weaker; again where its files have changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "saki/config/config_sources.h"
#include "service/command_line.h"

namespace saki {

class Composition;

class ConfigReader {  // Affinity: one thread.
 public:
  // `environment` ends with a null pointer, as environ(7), and outlives this unless it is kept; null for none.
  ConfigReader(const Composition& composition, const CommandLine& line, const char* const* environment);

  // Once a file was read it must be there from then on.
  void gather(ConfigTree& tree, Diagnostics& diagnostics);

  // Copies the environment, which others may change later.
  void keep_environment();

  [[nodiscard]] const std::string& file() const noexcept { return sources_.file; }  // "" where there is none so far.
  [[nodiscard]] std::vector<std::string> paths() const { return source_paths(sources_); }

 private:
  ConfigSources sources_;
  CommandLine line_;
  std::optional<std::vector<std::string>> kept_;  // The environment.
};

}  // namespace saki
