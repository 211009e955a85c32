// SPDX-License-Identifier: Apache-2.0
//
// RestartPolicy: when a service that ended may start again: at once, then after pauses that double, and no more when it ended too often.
#pragma once

#include <deque>
#include <optional>

#include "saki/base/clock.h"
#include "saki/process/supervisor_settings.h"

namespace saki {

class RestartPolicy {  // Affinity: one thread.
 public:
  // How long to wait before the restart that `now` asks for; nothing when `restart_limit` restarts were asked for in the window before
  // `now`. A restart that is refused does not count. `now` never runs backwards.
  [[nodiscard]] std::optional<Duration> next_pause(MonotonicTime now, const SupervisorSettings& settings);

 private:
  std::deque<MonotonicTime> restarts_;  // Within the window, the oldest first.
};

}  // namespace saki
