// SPDX-License-Identifier: Apache-2.0
//
// Attempt: what became of what a request shows to prove who calls.
#pragma once

#include <string>
#include <utility>

#include "saki/identity.h"

namespace saki {

enum class AttemptOutcome {
  Absent,    // It shows nothing of the kind.
  Accepted,
  Refused,   // What it shows is wrong.
  Busy,      // Too many are being looked at already.
};

class Attempt {  // Affinity: one thread.
 public:
  Attempt() = default;

  [[nodiscard]] static Attempt accepted(Identity identity) {
    Attempt attempt(AttemptOutcome::Accepted);
    attempt.identity_ = std::move(identity);
    return attempt;
  }
  // `reason` is for the log alone.
  [[nodiscard]] static Attempt refused(std::string reason) {
    Attempt attempt(AttemptOutcome::Refused);
    attempt.reason_ = std::move(reason);
    return attempt;
  }
  [[nodiscard]] static Attempt busy() { return Attempt(AttemptOutcome::Busy); }

  [[nodiscard]] AttemptOutcome outcome() const noexcept { return outcome_; }
  [[nodiscard]] Identity& identity() noexcept { return identity_; }  // Of an accepted one.
  [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

 private:
  explicit Attempt(AttemptOutcome outcome) noexcept : outcome_(outcome) {}

  AttemptOutcome outcome_ = AttemptOutcome::Absent;
  Identity identity_;
  std::string reason_;
};

}  // namespace saki
