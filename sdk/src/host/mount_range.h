// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace saki {

// Some of ServiceContext::mounts, one behind the other.
struct MountRange {
  std::size_t first = 0;
  std::size_t count = 0;
};

}  // namespace saki
