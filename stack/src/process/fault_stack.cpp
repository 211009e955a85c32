// SPDX-License-Identifier: Apache-2.0
#include "process/fault_stack.h"

#include <sys/mman.h>

#include <csignal>

namespace saki {

FaultStack::FaultStack() noexcept : memory_(::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
  if (memory_ == MAP_FAILED) return;
  stack_t stack{};
  stack.ss_sp = memory_;
  stack.ss_size = kBytes;
  ::sigaltstack(&stack, nullptr);
}

FaultStack::~FaultStack() {
  if (memory_ == MAP_FAILED) return;
  stack_t none{};
  none.ss_flags = SS_DISABLE;
  ::sigaltstack(&none, nullptr);
  ::munmap(memory_, kBytes);
}

}  // namespace saki
