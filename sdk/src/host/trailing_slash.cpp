// SPDX-License-Identifier: Apache-2.0
#include "host/trailing_slash.h"

namespace saki {

std::string_view without_end_slashes(std::string_view path) noexcept { return path.substr(0, path.find_last_not_of('/') + 1); }

std::string other_form(std::string_view path) {
  const std::string_view bare = without_end_slashes(path);
  if (bare.empty()) return {};
  return bare.size() < path.size() ? std::string(bare) : std::string(path) + '/';
}

}  // namespace saki
