// SPDX-License-Identifier: Apache-2.0
//
// The settings of a supervisor: `server.supervisor.*`.
//
// The service reads them, for it alone knows its configuration, and tells its supervisor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "saki/base/clock.h"
#include "saki/config/config.h"
#include "saki/config/config_schema.h"
#include "saki/log/log_format.h"

namespace saki {

struct SupervisorSettings {
  Duration heartbeat = std::chrono::seconds(5);            // A worker whose loop stood still for so long hangs; 0: never.
  Duration start_timeout = std::chrono::minutes(2);        // Of a service that takes the place of another; 0: as long as it takes.
  std::uint64_t restart_limit = 10;                        // Restarts within `restart_window`; the next one is the end.
  Duration restart_window = std::chrono::minutes(1);
  Duration backoff = std::chrono::milliseconds(50);        // Before the second restart within the window; twice as long each time.
  Duration backoff_limit = std::chrono::seconds(5);
  std::uint64_t crash_reports = 10;                        // Kept in `crash_dir`, the newest; 0: none is written.
  Duration drain_timeout = std::chrono::seconds(30);       // server.drain_timeout.
  std::string crash_dir{};                                 // Absolute.
  std::string log_file{};                                  // Empty: standard error.
  LogFormat log_format = LogFormat::Text;
  std::string reading{};  // Stands for all that the service reads once, when it starts. Empty: SIGHUP always starts another (supervisor.h).
};

void declare_supervisor_settings(ConfigSchema& schema);

// Reads `server.supervisor.*`; the rest is the caller's.
[[nodiscard]] SupervisorSettings read_supervisor_settings(const Config& config);

// One line for each, `heartbeat=5000000000`: the way they travel. What a reader does not know it leaves as it is.
[[nodiscard]] std::string to_text(const SupervisorSettings& settings);
[[nodiscard]] SupervisorSettings supervisor_settings_from(std::string_view text);

}  // namespace saki
