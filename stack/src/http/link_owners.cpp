// SPDX-License-Identifier: Apache-2.0
#include "http/link_owners.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "http/openat2.h"

namespace saki::http {
namespace {

constexpr std::uint64_t kLook = O_PATH | O_CLOEXEC;
constexpr std::uint64_t kResolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;

// What is at `path`, or with O_NOFOLLOW the link that lies there.
Result<struct stat> look_at(int root, const std::string& path, std::uint64_t flags) noexcept {
  const auto found = open_resolved(root, path, kLook | flags, kResolve);
  if (!found) return fail(found.error());
  struct stat status{};
  if (::fstat(found->get(), &status) != 0) return fail(Error::last_system());
  return status;
}

Result<> check_step(int root, const std::string& path) noexcept {
  const auto step = look_at(root, path, O_NOFOLLOW);
  if (!step) return fail(step.error());
  if (!S_ISLNK(step->st_mode)) return {};
  const auto place = look_at(root, path, 0);
  if (!place) return fail(place.error());
  if (step->st_uid != place->st_uid) return fail(Error::system(ELOOP));
  return {};
}

}  // namespace

Result<> check_link_owners(int root, const std::string& path) noexcept {
  for (std::size_t end = 0; end < path.size();) {
    end = std::min(path.find('/', end + 1), path.size());
    SAKI_TRY(check_step(root, path.substr(0, end)));
  }
  return {};
}

}  // namespace saki::http
