// SPDX-License-Identifier: Apache-2.0
#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>

#include "http/directory_listing.h"
#include "http/open_beneath.h"
#include "saki/base/utf8.h"

namespace saki::http {
namespace {

struct CloseDirectory {
  void operator()(DIR* directory) const noexcept { ::closedir(directory); }
};
using OpenDirectory = std::unique_ptr<DIR, CloseDirectory>;

// What normalize_path lets through.
bool is_askable(std::string_view name) noexcept {
  const bool plain = std::ranges::all_of(name, [](char byte) {
    const auto value = static_cast<unsigned char>(byte);
    return value >= ' ' && value != 0x7f && byte != '\\';
  });
  return plain && is_utf8(name);
}

// A link is what opening it gives, which may be nothing.
std::optional<struct stat> look_at(int root, int directory, const std::string& below, const char* name, Symlinks links) noexcept {
  struct stat found{};
  if (::fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) != 0) return std::nullopt;
  if (!S_ISLNK(found.st_mode)) return found;
  const auto place = open_beneath(root, below + name, links);
  if (!place || ::fstat(place->get(), &found) != 0) return std::nullopt;
  return found;
}

}  // namespace

Result<DirectoryEntries> read_directory(std::shared_ptr<const FileDescriptor> root, std::string below, Symlinks links, HiddenFiles hidden) {
  auto opened = open_beneath(root->get(), below.empty() ? "." : below, links);
  if (!opened) return fail(opened.error());
  const OpenDirectory directory(::fdopendir(opened->get()));
  if (!directory) return fail(Error::last_system());
  const int descriptor = opened->release();  // The stream's now.

  DirectoryEntries listed;
  while (const dirent* const entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    const bool is_shown = static_path(below + entry->d_name, hidden).has_value() && is_askable(name);
    if (!is_shown) continue;
    const auto found = look_at(root->get(), descriptor, below, entry->d_name, links);
    if (!found || !(S_ISREG(found->st_mode) || S_ISDIR(found->st_mode))) continue;
    listed.cut_off = listed.entries.size() == kMostListed;
    if (listed.cut_off) break;
    listed.entries.push_back(
        {std::string(name), static_cast<std::uint64_t>(found->st_size), found->st_mtim.tv_sec, S_ISDIR(found->st_mode)});
  }
  return listed;
}

}  // namespace saki::http
