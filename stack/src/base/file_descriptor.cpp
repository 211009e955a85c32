// SPDX-License-Identifier: Apache-2.0
#include "saki/base/file_descriptor.h"

#include <unistd.h>

#include <cerrno>

namespace saki {

void FileDescriptor::close() noexcept {
  if (descriptor_ < 0) return;
  const int saved = errno;
  ::close(std::exchange(descriptor_, -1));  // On Linux the descriptor is gone even when close reports EINTR.
  errno = saved;
}

}  // namespace saki
