// SPDX-License-Identifier: Apache-2.0
#include "process/stack_inquiry.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <csignal>
#include <filesystem>
#include <string>

namespace saki {

void StackInquiry::ask(pid_t process, pid_t except) {
  if (except != 0) missing_.insert(except);
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/task", error)) {
    const std::string name = entry.path().filename();
    pid_t thread = 0;
    std::from_chars(name.data(), name.data() + name.size(), thread);
    if (thread == except) continue;
    if (::syscall(SYS_tgkill, process, thread, SIGQUIT) == 0) missing_.insert(thread);
  }
}

void StackInquiry::add(ThreadStack stack) {
  missing_.erase(stack.thread);
  stacks_.push_back(std::move(stack));
}

}  // namespace saki
