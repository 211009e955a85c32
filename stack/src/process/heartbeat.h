// SPDX-License-Identifier: Apache-2.0
//
// Heartbeat: counts, in the memory shared with the supervisor, that a loop turns.
#pragma once

#include "process/heartbeat_table.h"
#include "saki/loop/timer.h"

namespace saki {

class Heartbeat final : private Timer {  // Affinity: loop.
 public:
  Heartbeat(Loop& loop, HeartbeatTable::Beats& beats, Duration period) : Timer(loop, "heartbeat"), beats_(beats), period_(period) {
    expire();
  }
  ~Heartbeat() override { beats_.store(0, std::memory_order_relaxed); }

 private:
  void expire() override {
    const std::uint32_t next = beats_.load(std::memory_order_relaxed) + 1;
    beats_.store(next != 0 ? next : 1, std::memory_order_relaxed);
    start_after(period_);
  }

  HeartbeatTable::Beats& beats_;
  const Duration period_;
};

}  // namespace saki
