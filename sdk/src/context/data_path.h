// SPDX-License-Identifier: Apache-2.0
//
// Where a path from the configuration lies: as it is when absolute, else below `data_dir`.
#pragma once

#include <string>
#include <string_view>

namespace saki {

[[nodiscard]] inline std::string data_path(std::string_view data_dir, std::string_view path) {
  if (path.starts_with('/')) return std::string(path);
  return std::string(data_dir).append("/").append(path);
}

}  // namespace saki
