// SPDX-License-Identifier: Apache-2.0
//
// FileTrace: what tells one content of a file from another without reading it, links followed.
#pragma once

#include <sys/stat.h>

#include <cstdint>
#include <string>

namespace saki {

struct FileTrace {
  std::int64_t device = 0;
  std::uint64_t inode = 0;
  std::int64_t size = -1;  // Of no file.
  std::int64_t changed_seconds = 0;
  std::int64_t changed_nanoseconds = 0;
  friend bool operator==(const FileTrace&, const FileTrace&) = default;
};

[[nodiscard]] inline FileTrace trace_of(const std::string& path) noexcept {
  struct stat found{};
  if (::stat(path.c_str(), &found) != 0) return {};
  return {static_cast<std::int64_t>(found.st_dev), found.st_ino, found.st_size, found.st_ctim.tv_sec, found.st_ctim.tv_nsec};
}

}  // namespace saki
