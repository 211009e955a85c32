// SPDX-License-Identifier: Apache-2.0
//
// JobDesk: what one worker has of a service's jobs: a clock for each, the runs that go on here, their waits.
//
//   due -> claimed by the first worker -> jitter -> run alone, or with the lock of a shared store -> attempts until one succeeds
#pragma once

#include <exception>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "job/job.h"
#include "job/job_pause.h"
#include "job/job_places.h"
#include "saki/store_access.h"
#include "saki/task/task_scope.h"

namespace saki {

// What all desks look at.
struct JobRoom {
  std::vector<std::unique_ptr<Job>> jobs;
  bool enabled = true;
  Duration lease{};
  std::uint64_t argument_bytes = 0;  // Of one of them.
  JobPlaces places;
  std::optional<StoreAccess> shared;  // Where the lock of a run is kept; nothing where this process is alone.
  std::optional<StoreAccess> kept;    // Where runs of durable jobs lie; nothing where no job is durable.
};

// What became of an attempt.
class JobAttempt {
 public:
  JobAttempt() = default;

  std::exception_ptr failure;  // Null where it was done.
  bool tries_again = false;
  bool refused = false;  // Its arguments were; then another attempt would be as well.
};

class JobDesk {  // Affinity: loop. `here` and `room` outlive it.
 public:
  JobDesk(Surroundings& here, const JobRoom& room);
  JobDesk(const JobDesk&) = delete;
  JobDesk& operator=(const JobDesk&) = delete;
  ~JobDesk();

  void keep_time();  // From now on runs begin by the clock; those of the start do now.
  void look_for_kept();  // And runs that were left in the store. For one worker of a process.

  // Runs one that somebody asked for. `end` is called when it has ended, however it did.
  [[nodiscard]] Task<> run(Job& job, JobTicket ticket);
  void begin(Job& job, JobTicket ticket, std::shared_ptr<void> until_ended);

  [[nodiscard]] Task<std::string> put(Job& job, std::string arguments);  // As Jobs::enqueue_durable.

  [[nodiscard]] Task<> drain();  // Begins no more, and waits for those that go on.

 private:
  using Self = std::reference_wrapper<JobDesk>;
  class JobClock;
  class JobKeeper;

  static Task<> run_due(Self self, std::reference_wrapper<Job> job, WallTime due);
  static Task<> run_asked(Self self, std::reference_wrapper<Job> job, JobTicket ticket, std::shared_ptr<void> until_ended);
  [[nodiscard]] Task<> run_alone(Job& job, WallTime due);
  [[nodiscard]] Task<> run_locked(Job& job, WallTime due);
  [[nodiscard]] Task<> run_quietly(Job& job, const JobTicket& ticket);
  [[nodiscard]] Task<> run_attempts(Job& job, const JobTicket& ticket);
  [[nodiscard]] Task<JobAttempt> attempt(Job& job, const JobTicket& ticket, unsigned number);
  [[nodiscard]] Duration random_up_to(Duration most);
  [[nodiscard]] Duration backoff_after(const Job& job, unsigned attempt);
  [[nodiscard]] WallTime now() const noexcept;

  Surroundings& here_;
  const JobRoom& room_;
  JobPauses pauses_;
  std::vector<std::unique_ptr<JobClock>> clocks_;
  std::minstd_rand random_;
  std::unique_ptr<JobKeeper> keeper_;
  TaskScope running_;
};

}  // namespace saki
