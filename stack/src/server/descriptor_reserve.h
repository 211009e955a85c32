// SPDX-License-Identifier: Apache-2.0
//
// DescriptorReserve: one descriptor kept for bad times. When the process has none left, a connection that waits to be accepted would
// wake the loop for ever; the reserve is given up for a moment to take it and turn it away.
#pragma once

#include "saki/base/file_descriptor.h"

namespace saki {

class DescriptorReserve {  // Affinity: loop.
 public:
  DescriptorReserve() noexcept { refill(); }

  // Accepts one connection of `listener` and closes it. False where even that is impossible.
  bool turn_away(int listener) noexcept;

 private:
  void refill() noexcept;
  FileDescriptor kept_;
};

}  // namespace saki
