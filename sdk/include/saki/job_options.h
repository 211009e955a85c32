// SPDX-License-Identifier: Apache-2.0
//
// JobOptions: when a job runs, and what becomes of a run that fails or takes long.
#pragma once

#include <cstdint>
#include <string>

#include "saki/base/clock.h"

namespace saki {

// What becomes of a run that is due while the one before still goes on.
enum class JobOverlap : std::uint8_t {
  Skip,   // It is left out, and counted.
  Queue,  // It begins once that has ended; one waits at most.
  Allow,  // It begins beside it.
};

struct JobOptions {
  Duration every{};       // At every whole multiple of this since 1970 began, in UTC: an hour is on the hour. Zero for never.
  std::string cron{};     // Or at these minutes; see <saki/cron.h>. Empty for never.
  bool on_start = false;  // Also when the service starts, before long.
  unsigned retry = 0;     // How often a run that failed is tried again.
  Duration backoff =
      std::chrono::seconds(1);  // Before the first retry; it doubles each time, up to an hour, and a quarter of it is random.
  Duration timeout{};     // After this long an attempt is cancelled, which is a failure. Zero for never.
  Duration jitter{};      // A run begins up to this long after it was due, at random.
  JobOverlap overlap = JobOverlap::Skip;
  bool durable = false;  // Its runs that are asked for lie in the service's store until they have ended; see Jobs::enqueue_durable.
};

}  // namespace saki
