// SPDX-License-Identifier: Apache-2.0
//
// HeartbeatCheck: finds the worker whose heart stands still.
//
// It is asked once in each period, which is also the time between two beats. What counts is how often it looked in vain, not how much
// time went by: when the supervisor itself was not run, nothing is known about the workers.
#pragma once

#include <optional>
#include <vector>

#include "process/heartbeat_table.h"
#include "saki/base/clock.h"

namespace saki {

class HeartbeatCheck {  // Affinity: one thread.
 public:
  // Looks, and beats, in a heartbeat. A loop stood still for all of it when there was no beat for one period more.
  static constexpr unsigned kPeriods = 4;

  [[nodiscard]] static Duration period(Duration heartbeat) noexcept { return heartbeat / kPeriods; }

  // The first worker that has not beaten since kPeriods + 1 looks. Those that do not beat at all have not begun, or have ended.
  [[nodiscard]] std::optional<unsigned> look(const HeartbeatTable& table);

 private:
  struct Seen {
    std::uint32_t beats = 0;
    unsigned in_vain = 0;
  };
  std::vector<Seen> seen_;
};

}  // namespace saki
