// SPDX-License-Identifier: Apache-2.0
//
// JobKeeper: what one worker does for durable jobs. It puts their runs into the store and begins them; and one worker of a process looks
// there, once in a lease, for runs that nobody is at: those of a process that ended, and those whose time to be tried again has come.
//
//   in the store -> leased -> read -> given a fence -> counted as begun -> attempt -> taken out, or written with its next time
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "job/job_desk.h"
#include "job/job_lease.h"
#include "job/kept_entry.h"

namespace saki {

class JobDesk::JobKeeper {  // Affinity: loop.
 public:
  // A run that was begun so often and did not come to an end may be what ends its process.
  static constexpr unsigned kMostCutOff = 10;
  static constexpr Duration kSoon = std::chrono::seconds{1};

  explicit JobKeeper(JobDesk& desk) noexcept : desk_(desk) {}

  // Puts one into the store, and has it run soon; gives its id. Throws StoreError, Cancelled, and HttpError past a bound.
  [[nodiscard]] Task<std::string> put(Job& job, std::string arguments);

  void begin_looking();  // And counting; where jobs are not enabled that alone.

 private:
  using Self = std::reference_wrapper<JobKeeper>;
  using Holds = std::shared_ptr<void>;

  static Task<> look_now_and_then(Self self);
  [[nodiscard]] Task<> look(Job& job);
  [[nodiscard]] Task<> count_asides(Job& job);
  void consider(Job& job, const std::string& id, std::string_view text);

  [[nodiscard]] bool begin(Job& job, const std::string& id, Holds in_hand);  // False where no place is left.
  static Task<> wait_for_place(Self self, std::reference_wrapper<Job> job, std::string id, Holds in_hand);
  static Task<> work_on(Self self, std::reference_wrapper<Job> job, std::string id, Holds in_hand, Holds place);
  [[nodiscard]] Task<std::optional<WallTime>> try_under_lease(Job& job, std::string_view id);
  [[nodiscard]] Task<std::optional<WallTime>> try_once(Job& job, JobLease& lease, KeptEntry& entry);
  [[nodiscard]] Task<> attempt(Job& job, const JobTicket& ticket, unsigned number, JobAttempt& ended);
  [[nodiscard]] Task<std::optional<WallTime>> settle(Job& job, KeptEntry& entry, const JobAttempt& ended);
  [[nodiscard]] StoreAccess store_of(const Job& job) const { return desk_.room_.kept->below(job.name() + ":"); }
  [[nodiscard]] LogStream& log() const noexcept { return desk_.here_.log(); }

  JobDesk& desk_;
  bool crowded_ = false;  // Something was left for want of a place.
};

}  // namespace saki
