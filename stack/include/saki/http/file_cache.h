// SPDX-License-Identifier: Apache-2.0
//
// FileCache: the files of one directory that a worker has open, by path, the least lately used given up first.
//
// What is found is as the file is: each time it is compared with what it was when it was opened, which shows that it was written, replaced,
// removed or renamed. What that does not show, a directory or a link above it that leads elsewhere now, is seen when the path is followed
// anew, after StaticOptions::reopen. A file that nobody asked for since is closed then: an idle worker holds none.
//
// Road not taken: inotify. It would save one statx(2) a hit, but follows no link, sees no network file system, loses events when its queue
// is full, and needs a watch for each directory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "saki/base/clock.h"

namespace saki {
class Loop;
}

namespace saki::http {

class ServedFile;

struct FileCacheCounters {
  std::uint64_t hits = 0;
  std::uint64_t opens = 0;  // Attempts, by the directory's owner.
  std::uint64_t changed = 0;  // Files given up because they changed.
  std::uint64_t evicted = 0;  // Files given up for others.
};

class FileCache {  // Affinity: loop. Ends before the loop that it was given files on.
 public:
  FileCache(std::size_t most_files, Duration reopen);
  ~FileCache();

  using File = std::shared_ptr<const ServedFile>;  // Null: there is none, which is worth knowing too.

  // Nothing where it is not known.
  [[nodiscard]] std::optional<File> find(const std::string& path, MonotonicTime now);
  void put(const std::string& path, File file, Loop& loop);

  [[nodiscard]] std::size_t size() const noexcept;
  [[nodiscard]] const FileCacheCounters& counters() const noexcept { return counters_; }
  void count_open() noexcept { ++counters_.opens; }

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
  FileCacheCounters counters_;
};

}  // namespace saki::http
