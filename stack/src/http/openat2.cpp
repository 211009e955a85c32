// SPDX-License-Identifier: Apache-2.0
#include "http/openat2.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

namespace saki::http {

Result<FileDescriptor> open_resolved(int root, const std::string& path, std::uint64_t flags, std::uint64_t resolve) noexcept {
  open_how how{};
  how.flags = flags;
  how.resolve = resolve;
  long descriptor;
  do {
    descriptor = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return fail(Error::last_system());
  return FileDescriptor(static_cast<int>(descriptor));
}

}  // namespace saki::http
