// SPDX-License-Identifier: Apache-2.0
#include "service/supervision.h"

#include <filesystem>

namespace saki {

SupervisorSettings supervision_of(const Config& config) {
  SupervisorSettings settings = read_supervisor_settings(config);
  const std::filesystem::path data_dir = config.get<std::string>("data_dir");
  settings.crash_dir = std::filesystem::absolute(data_dir / "crash");
  settings.drain_timeout = config.get<std::chrono::milliseconds>("server.drain_timeout");
  if (const auto file = config.find<std::string>("log.file")) settings.log_file = std::filesystem::absolute(*file);
  if (config.get<std::string>("log.format") == "json") settings.log_format = LogFormat::Json;
  return settings;
}

}  // namespace saki
