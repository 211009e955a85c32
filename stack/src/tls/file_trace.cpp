// SPDX-License-Identifier: Apache-2.0
#include "tls/file_trace.h"

namespace saki {
namespace {

FileTrace trace_of(const std::string& path) noexcept {
  struct stat status{};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {status.st_dev, status.st_ino, stamp_of(status)};
}

}  // namespace

FileTraces traces_of(const std::vector<std::string>& paths) {
  FileTraces traces;
  traces.reserve(paths.size());
  for (const std::string& path : paths) traces.push_back(trace_of(path));
  return traces;
}

}  // namespace saki
