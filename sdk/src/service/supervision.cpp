// SPDX-License-Identifier: Apache-2.0
#include "service/supervision.h"

#include <algorithm>
#include <filesystem>

#include "service/start_reading.h"

namespace saki {

SupervisorSettings supervision_of(const Config& config, const ServerOptions& options) {
  SupervisorSettings settings = read_supervisor_settings(config);
  const std::filesystem::path data_dir = config.get<std::string>("data_dir");
  settings.crash_dir = std::filesystem::absolute(data_dir / "crash");
  settings.drain_timeout = config.get<std::chrono::milliseconds>("server.drain_timeout");
  if (const auto file = config.find<std::string>("log.file")) settings.log_file = std::filesystem::absolute(*file);
  if (config.get<std::string>("log.format") == "json") settings.log_format = LogFormat::Json;
  if (std::ranges::any_of(options.listen, &ListenPlace::tls)) settings.reading = start_reading(config);
  return settings;
}

}  // namespace saki
