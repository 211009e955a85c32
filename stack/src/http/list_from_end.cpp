// SPDX-License-Identifier: Apache-2.0
#include "http/list_from_end.h"

#include "base/planted_bug.h"
#include "http/blanks.h"

namespace saki::http {
namespace {

// By an odd number of backslashes before it.
bool is_escaped(std::string_view text, std::size_t at) noexcept {
  std::size_t first = at;
  while (first > 0 && text[first - 1] == '\\') --first;
  return (at - first) % 2 == 1;
}

std::size_t last_comma(std::string_view text) noexcept {
  bool quoted = false;
  for (std::size_t at = text.size(); at-- > 0;) {
    if (text[at] == '"' && !(quoted && is_escaped(text, at) && !kBugPlanted)) quoted = !quoted;
    if (text[at] == ',' && !quoted) return at;
  }
  return text.npos;
}

}  // namespace

bool ListFromEnd::find_line() noexcept {
  while (!line_ && !fields_.empty()) {
    if (same_field_name(fields_.back().name, name_)) line_ = fields_.back().value;
    fields_ = fields_.first(fields_.size() - 1);
  }
  return line_.has_value();
}

std::optional<std::string_view> ListFromEnd::next() noexcept {
  if (!find_line()) return std::nullopt;
  const std::string_view line = *line_;
  const std::size_t comma = quotes_ == Quotes::None ? line.rfind(',') : last_comma(line);
  if (comma == line.npos) {
    line_.reset();
    return trim(line);
  }
  line_ = line.substr(0, comma);
  return trim(line.substr(comma + 1));
}

}  // namespace saki::http
