// SPDX-License-Identifier: Apache-2.0
#include "server/available_cores.h"

#include <sched.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <string>
#include <thread>

namespace saki {
namespace {

namespace fs = std::filesystem;

std::optional<double> smaller(std::optional<double> a, std::optional<double> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

// "200000 100000", or "max 100000" for no bound.
std::optional<double> read_v2(const fs::path& group) {
  std::ifstream file(group / "cpu.max");
  std::string quota;
  double period = 0;
  if (!(file >> quota >> period) || quota == "max" || period <= 0) return std::nullopt;
  return std::strtod(quota.c_str(), nullptr) / period;
}

// A quota of -1 is no bound.
std::optional<double> read_v1(const fs::path& group) {
  double quota = 0;
  double period = 0;
  if (!(std::ifstream(group / "cpu.cfs_quota_us") >> quota) || !(std::ifstream(group / "cpu.cfs_period_us") >> period)) return std::nullopt;
  return quota <= 0 || period <= 0 ? std::nullopt : std::optional(quota / period);
}

// The bound of `path` below `root` and of every group above it, the root included.
template <class Read>
std::optional<double> least_upwards(const fs::path& root, fs::path path, Read read) {
  std::optional<double> least = read(root);
  for (path = path.relative_path(); !path.empty(); path = path.parent_path()) least = smaller(least, read(root / path));
  return least;
}

// Whether `controllers`, a comma-separated list, has `cpu`.
bool has_cpu(const std::string& controllers) { return ("," + controllers + ",").find(",cpu,") != std::string::npos; }

unsigned cores_by_affinity() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (sched_getaffinity(0, sizeof set, &set) == 0) return static_cast<unsigned>(CPU_COUNT(&set));
  return std::max(1U, std::thread::hardware_concurrency());  // More cores than a cpu_set_t holds.
}

}  // namespace

std::optional<double> cpu_quota(const CoreSources& sources) {
  std::optional<double> least;
  std::ifstream file(sources.cgroup_of_process);
  for (std::string line; std::getline(file, line);) {  // "hierarchy:controllers:path"
    const std::size_t first = line.find(':');
    const std::size_t second = first == line.npos ? line.npos : line.find(':', first + 1);
    if (second == line.npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const fs::path path = line.substr(second + 1);
    if (controllers.empty()) least = smaller(least, least_upwards(sources.cgroup_root, path, read_v2));
    if (has_cpu(controllers)) least = smaller(least, least_upwards(sources.cgroup_root / controllers, path, read_v1));
  }
  return least;
}

unsigned available_cores(const CoreSources& sources) {
  const unsigned cores = std::max(1U, cores_by_affinity());
  const std::optional<double> quota = cpu_quota(sources);
  if (!quota || *quota >= cores) return cores;
  return std::max(1U, static_cast<unsigned>(std::ceil(*quota)));
}

}  // namespace saki
