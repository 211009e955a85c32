// SPDX-License-Identifier: Apache-2.0
#include "process/fault_stack.h"

#include <sys/mman.h>

namespace saki {

FaultStack::FaultStack() noexcept : memory_(::mmap(nullptr, kBytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)) {
  if (memory_ == MAP_FAILED) return;
  stack_t stack{};
  stack.ss_sp = memory_;
  stack.ss_size = kBytes;
  ::sigaltstack(&stack, &former_);
}

FaultStack::~FaultStack() {
  if (memory_ == MAP_FAILED) return;
  ::sigaltstack(&former_, nullptr);
  ::munmap(memory_, kBytes);
}

}  // namespace saki
