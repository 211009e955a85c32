// SPDX-License-Identifier: Apache-2.0
#include "http/open_beneath.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

#include "http/link_owners.h"
#include "http/openat2.h"

namespace saki::http {
namespace {

constexpr int kOpenFlags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;  // No waiting for the other end of a pipe.
constexpr std::uint64_t kFollowing = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
constexpr std::uint64_t kNotFollowing = kFollowing | RESOLVE_NO_SYMLINKS;
constexpr int kMostTries = 1000;

bool is_missing_call(const Error& error) noexcept {
  return error.detail() == ENOSYS || error.detail() == EPERM;  // EPERM: a sandbox that does not know the call.
}

// While renames somewhere race with the resolution (openat2(2)), which a storm of them may do for ever.
Result<FileDescriptor> open_again_and_again(int root, const std::string& path, std::uint64_t resolve) noexcept {
  for (int tries = 1;; ++tries) {
    auto opened = open_resolved(root, path, kOpenFlags, resolve);
    if (opened || opened.error().detail() != EAGAIN || tries == kMostTries) return opened;
  }
}

}  // namespace

Result<FileDescriptor> open_beneath(int root, const std::string& path, Symlinks links) noexcept {
  auto opened = open_again_and_again(root, path, links == Symlinks::Within ? kFollowing : kNotFollowing);
  if (opened) return opened;
  if (is_missing_call(opened.error())) return open_by_parts(root, path);
  if (links != Symlinks::SameOwner || opened.error().detail() != ELOOP) return opened;
  SAKI_TRY(check_link_owners(root, path));
  return open_again_and_again(root, path, kFollowing);
}

Result<FileDescriptor> open_beneath_cached(int root, const std::string& path, Symlinks links) noexcept {
  const std::uint64_t resolve = links == Symlinks::Within ? kFollowing : kNotFollowing;
  auto opened = open_resolved(root, path, kOpenFlags, resolve | RESOLVE_CACHED);
  if (opened) return opened;
  const bool unable = opened.error().detail() == EINVAL || is_missing_call(opened.error());
  const bool undecided = links == Symlinks::SameOwner && opened.error().detail() == ELOOP;
  if (unable || undecided) return fail(Error::system(EAGAIN));
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
