// SPDX-License-Identifier: Apache-2.0
//
// FaultHandlers: what a service does when it faults, and when its supervisor asks a thread for its stack.
//
// A fault tells its signal and its stack, then waits until the supervisor has asked the other threads for theirs (SIGQUIT), and at last
// does what it would have done without a handler. A handler allocates nothing and takes no lock; addresses become names elsewhere.
#pragma once

#include "process/fault_stack.h"

namespace saki {

class FaultHandlers {  // Affinity: main. One at a time in a process, for a signal knows no object.
 public:
  explicit FaultHandlers(int channel) noexcept;  // The service's end of the control channel, which outlives this.
  FaultHandlers(const FaultHandlers&) = delete;
  FaultHandlers& operator=(const FaultHandlers&) = delete;
  ~FaultHandlers();

 private:
  FaultStack stack_;  // Of the thread that makes this.
};

}  // namespace saki
