// SPDX-License-Identifier: Apache-2.0
#include "process/service_end.h"

#include <cstring>

namespace saki {

std::string signal_text(int signal) {
  const char* const name = ::sigabbrev_np(signal);
  if (name == nullptr) return "signal " + std::to_string(signal);
  return "SIG" + std::string(name) + " (" + ::sigdescr_np(signal) + ")";
}

std::string ServiceEnd::text() const { return exited_ ? "exited with " + std::to_string(code_) : "killed by " + signal_text(code_); }

}  // namespace saki
