// SPDX-License-Identifier: Apache-2.0
//
// Fields whose value is a list: all lines of a name are one (RFC 9110 sections 5.3 and 5.6.1), and empty elements count for nothing.
#pragma once

#include <algorithm>
#include <span>
#include <string>
#include <string_view>

#include "http/blanks.h"
#include "http/lower_case.h"
#include "saki/http/field.h"

namespace saki::http {

[[nodiscard]] inline std::string joined(std::span<const Field> fields, std::string_view name) {
  std::string list;
  for (const Field& field : fields) {
    if (!same_field_name(field.name, name)) continue;
    if (!list.empty()) list += ", ";
    list += field.value;
  }
  return list;
}

// Whether `visit` says yes to each element of `list`, one after the other until it does not. No quoted strings.
template <class Visit>
bool all_elements(std::string_view list, Visit visit) {
  for (;;) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view element = trim(list.substr(0, comma));
    if (!element.empty() && !visit(element)) return false;
    if (comma == list.size()) return true;
    list.remove_prefix(comma + 1);
  }
}

// Whether `word`, which is as is_word() wants it, is among the elements of `list`, in whatever case.
template <std::size_t Size>
[[nodiscard]] bool names(std::string_view list, const char (&word)[Size]) {
  return !all_elements(list, [&word](std::string_view element) { return !is_word(element, word); });
}

}  // namespace saki::http
