// SPDX-License-Identifier: Apache-2.0
//
// SignalsBlocked: threads started while it lives are not chosen for the signals of the process, which belong to the loops.
//
// What a thread does to itself is let through, a fault or an abort, and SIGQUIT, by which a supervisor asks it for its stack.
#pragma once

#include <csignal>

namespace saki {

class SignalsBlocked {  // Affinity: made and destroyed on one thread.
 public:
  SignalsBlocked() noexcept;
  ~SignalsBlocked();
  SignalsBlocked(const SignalsBlocked&) = delete;
  SignalsBlocked& operator=(const SignalsBlocked&) = delete;

 private:
  sigset_t former_;
};

}  // namespace saki
