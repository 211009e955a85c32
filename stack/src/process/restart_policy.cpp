// SPDX-License-Identifier: Apache-2.0
#include "process/restart_policy.h"

#include <algorithm>

namespace saki {
namespace {

Duration pause_after(std::size_t restarts, const SupervisorSettings& settings) {
  if (restarts == 0) return Duration::zero();
  Duration pause = settings.backoff;
  while (--restarts > 0 && pause < settings.backoff_limit) pause *= 2;
  return std::min(pause, settings.backoff_limit);
}

}  // namespace

std::optional<Duration> RestartPolicy::next_pause(MonotonicTime now, const SupervisorSettings& settings) {
  while (!restarts_.empty() && now - restarts_.front() >= settings.restart_window) restarts_.pop_front();
  if (restarts_.size() >= settings.restart_limit) return std::nullopt;
  const Duration pause = pause_after(restarts_.size(), settings);
  restarts_.push_back(now);
  return pause;
}

}  // namespace saki
