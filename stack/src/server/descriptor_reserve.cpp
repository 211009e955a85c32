// SPDX-License-Identifier: Apache-2.0
#include "server/descriptor_reserve.h"

#include <fcntl.h>
#include <sys/socket.h>

namespace saki {

bool DescriptorReserve::turn_away(int listener) noexcept {
  kept_.close();
  FileDescriptor refused(::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  const bool accepted = static_cast<bool>(refused);
  refused.close();
  refill();
  return accepted;
}

void DescriptorReserve::refill() noexcept { kept_ = FileDescriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC)); }

}  // namespace saki
