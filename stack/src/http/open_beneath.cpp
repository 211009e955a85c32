// SPDX-License-Identifier: Apache-2.0
#include "http/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace saki::http {
namespace {

constexpr int kOpenFlags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;  // No waiting for the other end of a pipe.
constexpr std::uint64_t kResolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;

Result<FileDescriptor> open_resolved(int root, const std::string& path, std::uint64_t resolve) noexcept {
  open_how how{};
  how.flags = kOpenFlags;
  how.resolve = resolve;
  long descriptor;
  do {
    descriptor = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return fail(Error::last_system());
  return FileDescriptor(static_cast<int>(descriptor));
}

bool is_missing_call(const Error& error) noexcept {
  return error.detail() == ENOSYS || error.detail() == EPERM;  // EPERM: a sandbox that does not know the call.
}

}  // namespace

Result<FileDescriptor> open_beneath(int root, const std::string& path) noexcept {
  for (;;) {
    auto opened = open_resolved(root, path, kResolve);
    if (opened) return opened;
    if (opened.error().detail() == EAGAIN) continue;  // A rename somewhere raced with the resolution (openat2(2)).
    return is_missing_call(opened.error()) ? open_by_parts(root, path) : std::move(opened);
  }
}

Result<FileDescriptor> open_beneath_cached(int root, const std::string& path) noexcept {
  auto opened = open_resolved(root, path, kResolve | RESOLVE_CACHED);
  const bool unable = !opened && (opened.error().detail() == EINVAL || is_missing_call(opened.error()));
  if (unable) return fail(Error::system(EAGAIN));
  return opened;
}

Result<FileDescriptor> open_by_parts(int root, const std::string& path) noexcept {
  FileDescriptor at(::fcntl(root, F_DUPFD_CLOEXEC, 0));
  std::size_t start = 0;
  while (at && start < path.size()) {
    const std::size_t slash = std::min(path.find('/', start), path.size());
    const std::string part = path.substr(start, slash - start);
    start = slash + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") return fail(Error::system(EXDEV));
    const int directory = slash < path.size() ? O_DIRECTORY : 0;
    at = FileDescriptor(::openat(at.get(), part.c_str(), kOpenFlags | O_NOFOLLOW | directory));
  }
  if (!at) return fail(Error::last_system());
  return at;
}

}  // namespace saki::http
