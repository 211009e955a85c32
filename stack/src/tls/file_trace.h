// SPDX-License-Identifier: Apache-2.0
//
// FileTrace: what changes about a file when its content does, links followed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/file_stamp.h"

namespace saki {

struct FileTrace {
  std::uint64_t device = 0;  // All zero: there is no such file.
  std::uint64_t number = 0;
  FileStamp stamp;
  bool operator==(const FileTrace&) const = default;
};

using FileTraces = std::vector<FileTrace>;

[[nodiscard]] FileTraces traces_of(const std::vector<std::string>& paths);

}  // namespace saki
