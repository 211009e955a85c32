// SPDX-License-Identifier: Apache-2.0
#include "process/program_counter.h"

#include <ucontext.h>

namespace saki {

std::uintptr_t program_counter(const void* context) noexcept {
  [[maybe_unused]] const auto& machine = static_cast<const ucontext_t*>(context)->uc_mcontext;
#if defined(__x86_64__)
  return static_cast<std::uintptr_t>(machine.gregs[REG_RIP]);
#elif defined(__aarch64__)
  return static_cast<std::uintptr_t>(machine.pc);
#elif defined(__arm__)
  return static_cast<std::uintptr_t>(machine.arm_pc);
#else
  return 0;
#endif
}

}  // namespace saki
