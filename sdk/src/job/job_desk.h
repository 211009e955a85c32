// SPDX-License-Identifier: Apache-2.0
//
// JobDesk: what one worker has of a service's jobs: a clock for each, the runs that go on here, their waits.
//
//   due -> claimed by the first worker -> jitter -> run alone, or with the lock of a shared store -> attempts until one succeeds
#pragma once

#include <memory>
#include <optional>
#include <random>
#include <vector>

#include "job/job.h"
#include "job/job_pause.h"
#include "saki/store_access.h"
#include "saki/task/task_scope.h"

namespace saki {

// What all desks look at.
struct JobRoom {
  std::vector<std::unique_ptr<Job>> jobs;
  Duration lease{};
  std::optional<StoreAccess> shared;  // Where the lock of a run is kept; nothing where this process is alone.
};

class JobDesk {  // Affinity: loop. `here` and `room` outlive it.
 public:
  JobDesk(Surroundings& here, const JobRoom& room);
  JobDesk(const JobDesk&) = delete;
  JobDesk& operator=(const JobDesk&) = delete;
  ~JobDesk();

  void keep_time();  // From now on runs begin by the clock; those of the start do now.

  // Runs one that somebody asked for. `end` is called when it has ended, however it did.
  [[nodiscard]] Task<> run(Job& job, JobTicket ticket);
  void begin(Job& job, JobTicket ticket, std::shared_ptr<void> until_ended);

  [[nodiscard]] Task<> drain();  // Begins no more, and waits for those that go on.

 private:
  using Self = std::reference_wrapper<JobDesk>;
  class JobClock;

  static Task<> run_due(Self self, std::reference_wrapper<Job> job, WallTime due);
  static Task<> run_asked(Self self, std::reference_wrapper<Job> job, JobTicket ticket, std::shared_ptr<void> until_ended);
  [[nodiscard]] Task<> run_alone(Job& job, WallTime due);
  [[nodiscard]] Task<> run_locked(Job& job, WallTime due);
  [[nodiscard]] Task<> run_quietly(Job& job, const JobTicket& ticket);
  [[nodiscard]] Task<> run_attempts(Job& job, const JobTicket& ticket);
  [[nodiscard]] Task<std::exception_ptr> attempt(Job& job, const JobTicket& ticket, unsigned number);
  [[nodiscard]] Duration random_up_to(Duration most);
  [[nodiscard]] Duration backoff_after(const Job& job, unsigned attempt);
  [[nodiscard]] WallTime now() const noexcept;

  Surroundings& here_;
  const JobRoom& room_;
  JobPauses pauses_;
  std::vector<std::unique_ptr<JobClock>> clocks_;
  std::minstd_rand random_;
  TaskScope running_;
};

}  // namespace saki
