// SPDX-License-Identifier: Apache-2.0
#include "saki/http/weight.h"

#include <algorithm>

namespace saki::http {

std::optional<unsigned> parse_weight(std::string_view text) noexcept {
  if (text.empty() || text.size() > 5 || (text[0] != '0' && text[0] != '1')) return std::nullopt;
  if (text.size() > 1 && text[1] != '.') return std::nullopt;
  unsigned value = text[0] == '1' ? kFullWeight : 0;
  unsigned place = 100;
  for (const char c : text.substr(std::min<std::size_t>(2, text.size()))) {
    if (c < '0' || c > '9') return std::nullopt;
    value += static_cast<unsigned>(c - '0') * place;
    place /= 10;
  }
  return value <= kFullWeight ? std::optional(value) : std::nullopt;
}

}  // namespace saki::http
