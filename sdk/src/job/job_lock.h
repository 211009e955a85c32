// SPDX-License-Identifier: Apache-2.0
//
// JobLock: one machine's claim to a run that several machines have on their schedules, in a store that all of them see.
//
//   PREFIX jobs:SERVICE:JOB:lock    who runs it; ends with its lease unless it is renewed
//   PREFIX jobs:SERVICE:JOB:done    the instant, in microseconds since 1970, up to which all that was due is done
//   PREFIX jobs:SERVICE:JOB:fence   counts the runs that began
//
// Who finds the lock taken looks again until the run is done, or the next one is due: so it takes over from a machine that died.
#pragma once

#include <cstdint>
#include <optional>

#include "job/job_lease.h"
#include "job/job_pause.h"

namespace saki {

class JobLock {  // Affinity: loop.
 public:
  // `store` is that of the one job. All outlive this.
  JobLock(const StoreAccess& store, Duration lease, LogStream& log, JobPauses& pauses);

  // Waits for the run that was due at `due`, until `give_up`; gives its fence. Nothing where another machine has done it, where it is given
  // up, or where the service stops.
  [[nodiscard]] Task<std::optional<std::uint64_t>> acquire(Loop& loop, WallTime due, WallTime give_up);

  [[nodiscard]] JobLease& lease() noexcept { return lease_; }  // Of who acquired it.

  // The run that was due then is done.
  [[nodiscard]] Task<> release(WallTime due);

  [[nodiscard]] bool gave_up() const noexcept { return gave_up_; }

 private:
  [[nodiscard]] Task<bool> is_done(WallTime due);

  const StoreAccess& store_;
  const Duration length_;
  LogStream& log_;
  JobPauses& pauses_;
  JobLease lease_;
  bool gave_up_ = false;
};

}  // namespace saki
