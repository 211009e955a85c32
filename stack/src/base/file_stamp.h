// SPDX-License-Identifier: Apache-2.0
//
// FileStamp: what changes about a file when it is written, replaced, removed or renamed.
#pragma once

#include <sys/stat.h>

#include <cstdint>

namespace saki {

struct FileStamp {
  std::uint64_t size_bytes = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;

  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};

template <class Time>
[[nodiscard]] constexpr std::int64_t nanoseconds_of(const Time& time) noexcept {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

[[nodiscard]] inline FileStamp stamp_of(const struct stat& found) noexcept {
  return {static_cast<std::uint64_t>(found.st_size), nanoseconds_of(found.st_mtim), nanoseconds_of(found.st_ctim)};
}
[[nodiscard]] inline FileStamp stamp_of(const struct statx& found) noexcept {
  return {found.stx_size, nanoseconds_of(found.stx_mtime), nanoseconds_of(found.stx_ctime)};
}

}  // namespace saki
