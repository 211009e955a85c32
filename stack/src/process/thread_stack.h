// SPDX-License-Identifier: Apache-2.0
//
// ThreadStack: where a thread of a service was.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace saki {

struct ThreadStack {
  pid_t thread = 0;
  std::string name;
  std::vector<std::uintptr_t> addresses;  // The innermost first.
};

// From a message of the kind Stack.
[[nodiscard]] ThreadStack thread_stack_from(std::string_view message);

}  // namespace saki
