// SPDX-License-Identifier: Apache-2.0
//
// JobLease: one machine's claim to work that others may find as well: a key in a store that all of them see, which ends unless it is
// renewed. It counts from before the store was asked, here, so that it ends there no sooner.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "saki/log.h"
#include "saki/store_access.h"
#include "saki/task/with_timeout.h"

namespace saki {

class JobLease {  // Affinity: loop.
 public:
  // `store` and `log` outlive this.
  JobLease(const StoreAccess& store, std::string key, Duration length, LogStream& log);

  [[nodiscard]] Task<bool> take();  // False where it is another's, and where the store does not say.
  [[nodiscard]] Task<> give_back();

  // A number greater than all that were given before of the same store. Nothing where it does not say: then nothing is to be begun.
  [[nodiscard]] Task<std::optional<std::uint64_t>> fence();

  // Does the work, and renews the lease meanwhile. False where that was lost, to another one or because the store said nothing for all its
  // length: then the work was cancelled, or was not begun. What the work throws passes.
  [[nodiscard]] Task<bool> hold(Task<> work);

 private:
  using Self = std::reference_wrapper<JobLease>;
  using End = std::reference_wrapper<detail::CancelTimer>;  // Expires with the lease.
  static Task<> guard(Self self, End end);
  [[nodiscard]] Task<> renew(detail::CancelTimer& end);  // Until it is another's.

  const StoreAccess& store_;
  const std::string key_;
  const Duration length_;
  LogStream& log_;
  const std::string token_;  // Whose it is.
  MonotonicTime asked_{};  // When it was last taken or renewed, by what the store confirmed.
};

// Tells the log what a store said, of work that goes on without it. Not of a cancellation.
void tell_store_error(LogStream& log, std::string_view what, const StoreAccess& store, const StoreError& error);

}  // namespace saki
