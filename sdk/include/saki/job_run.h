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

  // Where several machines share the schedule: greater for every run than for those before it, so that a store of records can refuse what
  // comes late from a machine that was taken for dead. 0 where none share it.
  [[nodiscard]] std::uint64_t fence() const noexcept { return ticket_.fence; }

 private:
  const JobTicket& ticket_;
  const unsigned attempt_;
};

}  // namespace saki
