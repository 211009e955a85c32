// SPDX-License-Identifier: Apache-2.0
//
// StackInquiry: asks each thread of a service for its stack, and gathers what they answer.
#pragma once

#include <set>
#include <vector>

#include "process/thread_stack.h"

namespace saki {

class StackInquiry {  // Affinity: one thread.
 public:
  // Sends SIGQUIT to every thread of `process` but `except`, which answers by itself.
  void ask(pid_t process, pid_t except = 0);

  void add(ThreadStack stack);

  // All that were asked have answered. A thread that the kernel holds, or that has ended since, never does.
  [[nodiscard]] bool complete() const noexcept { return missing_.empty(); }
  [[nodiscard]] const std::vector<ThreadStack>& stacks() const noexcept { return stacks_; }

 private:
  std::set<pid_t> missing_;
  std::vector<ThreadStack> stacks_;
};

}  // namespace saki
