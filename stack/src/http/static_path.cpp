// SPDX-License-Identifier: Apache-2.0
#include "http/static_path.h"

#include <algorithm>

#include "base/planted_bug.h"

namespace saki::http {
namespace {

constexpr std::string_view kWellKnown = ".well-known";

bool may_be_asked_for(std::string_view segment, bool is_first, HiddenFiles hidden) noexcept {
  if (!segment.starts_with('.')) return true;
  if (segment == "." || segment == "..") return false;
  return hidden == HiddenFiles::Show || (is_first && segment == kWellKnown);
}

}  // namespace

std::optional<StaticPath> static_path(std::string_view path, HiddenFiles hidden) noexcept {
  path.remove_prefix(std::min(path.find_first_not_of('/'), path.size()));
  if (path.find('\0') != path.npos) return std::nullopt;
  for (std::size_t start = 0; start < path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const bool looked_at = !kBugPlanted || start == 0;
    if (looked_at && !may_be_asked_for(path.substr(start, end - start), start == 0, hidden)) return std::nullopt;
    start = end + 1;
  }
  return StaticPath{path, path.empty() || path.ends_with('/')};
}

}  // namespace saki::http
