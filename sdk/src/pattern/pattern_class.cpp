// SPDX-License-Identifier: Apache-2.0
#include "pattern/pattern_class.h"

#include <algorithm>

namespace saki {
namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;

}  // namespace

Pattern::Ranges escape_class(char32_t letter) {
  switch (letter) {
    case U'd': return {{U'0', U'9'}};
    case U'w': return {{U'0', U'9'}, {U'A', U'Z'}, {U'_', U'_'}, {U'a', U'z'}};
    case U's':  // ECMAScript's WhiteSpace and LineTerminator.
      return {{0x09, 0x0D},     {0x20, 0x20},     {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
              {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
    case U'D':
    case U'W':
    case U'S': return complement(escape_class(letter - U'A' + U'a'));
    default: return {};
  }
}

void normalize(Pattern::Ranges& ranges) {
  std::sort(ranges.begin(), ranges.end(), [](const Pattern::Range& left, const Pattern::Range& right) { return left.first < right.first; });
  Pattern::Ranges joined;
  for (const Pattern::Range& range : ranges) {
    if (!joined.empty() && range.first <= joined.back().last + 1) {
      joined.back().last = std::max(joined.back().last, range.last);
    } else {
      joined.push_back(range);
    }
  }
  ranges = std::move(joined);
}

Pattern::Ranges complement(const Pattern::Ranges& ranges) {
  Pattern::Ranges rest;
  char32_t next = 0;
  for (const Pattern::Range& range : ranges) {
    if (range.first > next) rest.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLastCodePoint) rest.push_back({next, kLastCodePoint});
  return rest;
}

}  // namespace saki
