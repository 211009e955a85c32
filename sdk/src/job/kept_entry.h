// SPDX-License-Identifier: Apache-2.0
//
// KeptEntry: one run of a durable job in the store: read, changed and taken out by who holds its lease.
//
//   PREFIX jobs:SERVICE:JOB:kept:ID    a KeptRun
//   PREFIX jobs:SERVICE:JOB:lock:ID    who is at it: a JobLease
//   PREFIX jobs:SERVICE:JOB:aside:ID   one that no attempt would help, for people to look at; for kAside
//
// A change names what it changes: that of a machine which lost its lease and does not know it yet finds something else, and is refused.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "job/kept_run.h"
#include "job/kept_runs.h"
#include "saki/log.h"
#include "saki/store_access.h"

namespace saki {

class KeptEntry {  // Affinity: loop.
 public:
  static constexpr std::string_view kKept = "kept:";
  static constexpr std::string_view kAsides = "aside:";
  static constexpr Duration kAside = std::chrono::hours{7 * 24};

  // `store` is that of the one job, and `runs` its. All outlive this.
  KeptEntry(const StoreAccess& store, std::string_view id, KeptRuns& runs, LogStream& log)
      : store_(store), id_(id), runs_(runs), log_(log) {}

  [[nodiscard]] const std::string& id() const noexcept { return id_; }
  [[nodiscard]] std::string lock_key() const { return "lock:" + id_; }
  [[nodiscard]] KeptRun& run() noexcept { return run_; }  // As it was read, or is to be written.

  [[nodiscard]] Task<> create(KeptRun run);  // Throws StoreError, Cancelled.

  // Each is false where the run is not there any more, is another's by now, or the store does not answer, which is logged.
  [[nodiscard]] Task<bool> read();    // False as well for what is no run, which is set aside.
  [[nodiscard]] Task<bool> write();
  [[nodiscard]] Task<bool> remove();  // And takes it off the count.
  [[nodiscard]] Task<bool> set_aside(std::string_view reason);  // Dropped where too many are already. `reason` is a literal.

 private:
  [[nodiscard]] std::string key() const { return std::string(kKept) + id_; }
  [[nodiscard]] bool done(std::string_view otherwise, const StoreResult<bool>& result) const;

  const StoreAccess& store_;
  const std::string id_;
  KeptRuns& runs_;
  LogStream& log_;
  KeptRun run_;
  std::string text_;  // What the store has.
};

}  // namespace saki
