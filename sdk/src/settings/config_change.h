// SPDX-License-Identifier: Apache-2.0
//
// ConfigChange: what a new reading of the configuration means for a service that runs with another.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "saki/config/config.h"

namespace saki {

inline constexpr std::size_t kMostTold = 20;  // Settings, or mistakes, of one change that the log is told of; the others are counted.

struct ConfigChange {
  std::shared_ptr<const Config> config{};  // The running one with what is live from the new one; null where that makes no difference.
  std::vector<std::string> taken{};        // The paths that differ in it.
  std::vector<std::string> waiting{};  // What needs a start: "server.workers (config.yaml:3:12)", where `former` did not say it already.
};

// All three have the same settings in the same order; `live` tells of each whether it is. `former` is the reading before this one.
[[nodiscard]] ConfigChange change_to(const Config& reading, const Config& former, const Config& running, const std::vector<bool>& live);

// Whether two values are one, wherever they were configured.
[[nodiscard]] bool same_value(const Config::Item& one, const Config::Item& other);

}  // namespace saki
