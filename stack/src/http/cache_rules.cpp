// SPDX-License-Identifier: Apache-2.0
#include "http/cache_rules.h"

namespace saki::http {

// After a mismatch the last star takes one byte more; what stood before it fits already and is never looked at again.
bool fits_pattern(std::string_view pattern, std::string_view text) noexcept {
  constexpr std::size_t kNone = std::string_view::npos;
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::size_t star = kNone;
  std::size_t star_end = 0;  // Of what the star has taken.
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      star_end = in_text;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[in_text])) {
      ++at;
      ++in_text;
    } else if (star != kNone) {
      at = star + 1;
      in_text = ++star_end;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', at) == kNone;
}

std::string_view cache_control_of(const StaticOptions& options, std::string_view path) noexcept {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  for (const CacheRule& rule : options.cache_rules) {
    const bool holds_slash = rule.pattern.find('/') != std::string::npos;
    std::string_view pattern = rule.pattern;
    if (pattern.starts_with('/')) pattern.remove_prefix(1);
    if (fits_pattern(pattern, holds_slash ? path : name)) return rule.cache_control;
  }
  return options.cache_control;
}

}  // namespace saki::http
