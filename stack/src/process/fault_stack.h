// SPDX-License-Identifier: Apache-2.0
//
// FaultStack: a stack of its own for the fault handlers of the thread that makes it, for the fault may be that the other is full.
#pragma once

#include <csignal>
#include <cstddef>

namespace saki {

class FaultStack {  // Affinity: made and destroyed on one thread.
 public:
  FaultStack() noexcept;  // Without memory for it, handlers run on the ordinary stack.
  ~FaultStack();  // The former one is back.
  FaultStack(const FaultStack&) = delete;
  FaultStack& operator=(const FaultStack&) = delete;

 private:
  static constexpr std::size_t kBytes = 128 * 1024;  // Touched only by a fault.
  void* memory_;
  stack_t former_{};
};

}  // namespace saki
