// SPDX-License-Identifier: Apache-2.0
//
// Forked: runs a function in a child process, whose exit status is what it returns.
#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <utility>

namespace saki {

class Forked {
 public:
  template <class Function>
  explicit Forked(Function function) : child_(::fork()) {
    if (child_ == 0) ::_exit(function());
  }
  Forked(const Forked&) = delete;
  Forked& operator=(const Forked&) = delete;
  ~Forked() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    static_cast<void>(wait());
  }

  [[nodiscard]] pid_t pid() const noexcept { return child_; }

  // The exit status, or the negative number of the signal.
  [[nodiscard]] int wait() {
    int status = 0;
    ::waitpid(std::exchange(child_, -1), &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t child_;
};

}  // namespace saki
