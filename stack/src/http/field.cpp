// SPDX-License-Identifier: Apache-2.0
#include "saki/http/field.h"

#include "base/ascii.h"
#include "http/blanks.h"
#include "http/scan.h"

namespace saki::http {

bool same_field_name(std::string_view a, std::string_view b) noexcept {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (to_lower(a[i]) != to_lower(b[i])) return false;
  }
  return true;
}

bool is_token(std::string_view text) noexcept {
  const char* end = text.data() + text.size();
  return !text.empty() && scan::token(text.data(), end, text.data()) == end;
}

bool is_field_value(std::string_view text) noexcept {
  if (text.empty()) return true;
  const char* end = text.data() + text.size();
  if (is_blank(text.front()) || is_blank(text.back())) return false;
  if (text.size() >= ByteBlock::kBytes && !has_stop<ByteBlock>(text.data(), end, scan::kNoText<ByteBlock>)) return true;
  return scan::field_value(text.data(), end, text.data()) == end;
}

}  // namespace saki::http
