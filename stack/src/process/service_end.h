// SPDX-License-Identifier: Apache-2.0
//
// ServiceEnd: how a process ended.
#pragma once

#include <csignal>
#include <string>

namespace saki {

class ServiceEnd {  // Affinity: any; a value.
 public:
  explicit ServiceEnd(const siginfo_t& info) noexcept : exited_(info.si_code == CLD_EXITED), code_(info.si_status) {}

  [[nodiscard]] bool in_order() const noexcept { return exited_ && code_ == 0; }
  [[nodiscard]] bool by_signal() const noexcept { return !exited_; }
  [[nodiscard]] int code() const noexcept { return code_; }  // The exit status, or the signal.

  // What a process that ends with it exits with: its status, or 1.
  [[nodiscard]] int status() const noexcept { return exited_ ? code_ : 1; }

  [[nodiscard]] std::string text() const;  // "exited with 3", "killed by SIGSEGV (Segmentation fault)"

 private:
  bool exited_;
  int code_;
};

// "SIGSEGV (Segmentation fault)"
[[nodiscard]] std::string signal_text(int signal);

}  // namespace saki
