// SPDX-License-Identifier: Apache-2.0
#include "tls/file_trace.h"

#include <sys/stat.h>

namespace saki {
namespace {

std::int64_t nanoseconds(const timespec& time) noexcept { return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec; }

FileTrace trace_of(const std::string& path) noexcept {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, status.st_size, nanoseconds(status.st_mtim), nanoseconds(status.st_ctim)};
}

}  // namespace

FileTraces traces_of(const std::vector<std::string>& paths) {
  FileTraces traces;
  traces.reserve(paths.size());
  for (const std::string& path : paths) traces.push_back(trace_of(path));
  return traces;
}

}  // namespace saki
