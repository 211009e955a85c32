// SPDX-License-Identifier: Apache-2.0
//
// How many cores this process may use: its affinity, and what its control group allows (cgroup v2 and v1).
#pragma once

#include <filesystem>
#include <optional>

namespace saki {

struct CoreSources {
  std::filesystem::path cgroup_of_process = "/proc/self/cgroup";
  std::filesystem::path cgroup_root = "/sys/fs/cgroup";
};

// The CPU time that the control group and those above it allow, in cores; nothing where there is no bound. In a container the
// group's path may lead nowhere: then the root's files are read.
[[nodiscard]] std::optional<double> cpu_quota(const CoreSources& sources = {});

// At least 1. A quota is rounded up: half a core more is worth a worker that sometimes waits.
[[nodiscard]] unsigned available_cores(const CoreSources& sources = {});

}  // namespace saki
