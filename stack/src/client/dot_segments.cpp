// SPDX-License-Identifier: Apache-2.0
#include "client/dot_segments.h"

#include <algorithm>

namespace saki::client {
namespace {

// How many dots a segment consists of; none where it holds anything else.
unsigned dots_of(std::string_view segment) noexcept {
  unsigned dots = 0;
  while (!segment.empty()) {
    const bool encoded = segment.starts_with("%2e") || segment.starts_with("%2E");
    if (!encoded && segment.front() != '.') return 0;
    segment.remove_prefix(encoded ? 3 : 1);
    ++dots;
  }
  return dots;
}

void remove_last_segment(std::string& path) noexcept {
  const std::size_t slash = path.rfind('/');
  path.resize(slash == path.npos ? 0 : slash);
}

}  // namespace

std::string without_dot_segments(std::string_view path) {
  std::string result;
  result.reserve(path.size() + 1);
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const unsigned dots = dots_of(path.substr(1, end - 1));
    if (dots == 2) remove_last_segment(result);
    if (dots == 0 || dots > 2) result += path.substr(0, end);
    path.remove_prefix(end);
    if (path.empty() && (dots == 1 || dots == 2)) result += '/';
  }
  if (result.empty()) result += '/';
  return result;
}

}  // namespace saki::client
