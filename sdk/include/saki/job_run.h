// SPDX-License-Identifier: Apache-2.0
//
// JobRun: one attempt at a run of a job, as its handler sees it; with the service around it, as a request has it.
//
//   saki::Task<> handlers::purge_done(saki::JobRun& run) {
//     co_await run.use<saki::Sqlite>().execute("delete from notes where state = 'done'");
//   }
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "saki/surroundings.h"

namespace saki {

// What all attempts of a run have in common.
struct JobTicket {
  std::string_view job;       // Lives as long as the service.
  Timestamp due;              // When it was to run; when it was asked for, where no clock said so.
  std::string arguments{};    // JSON; empty for none.
  std::uint64_t fence = 0;
  std::string id{};           // Of a run that lies in the store; empty for others.
};

class JobRun final : public Surroundings {  // Affinity: loop. Lives until the handler's task has ended.
 public:
  JobRun(WorkerContext& context, const JobTicket& ticket, unsigned attempt) noexcept
      : Surroundings(context), ticket_(ticket), attempt_(attempt) {}

  [[nodiscard]] std::string_view job() const noexcept { return ticket_.job; }
  [[nodiscard]] Timestamp due() const noexcept { return ticket_.due; }
  [[nodiscard]] unsigned attempt() const noexcept { return attempt_; }  // From 1.

  // What who asked for the run gave it, as JSON; empty for a scheduled one. Generated handlers get it as their type.
  [[nodiscard]] const std::string& arguments() const noexcept { return ticket_.arguments; }

  // Which run of a durable job this is: the same for each attempt, also after a restart, so that what was done once can be known by it.
  // Empty for runs that are not kept.
  [[nodiscard]] const std::string& id() const noexcept { return ticket_.id; }

  // What it was given is not what the job takes: once the handler has thrown, it is not tried again.
  void refuse_arguments() noexcept { refused_ = true; }
  [[nodiscard]] bool arguments_refused() const noexcept { return refused_; }

  // Where several machines share the schedule: greater for every run than for those before it, so that a store of records can refuse what
  // comes late from a machine that was taken for dead. Likewise for runs of a durable job. 0 for others.
  [[nodiscard]] std::uint64_t fence() const noexcept { return ticket_.fence; }

 private:
  const JobTicket& ticket_;
  const unsigned attempt_;
  bool refused_ = false;
};

}  // namespace saki
