// SPDX-License-Identifier: Apache-2.0
//
// decode_or_refuse: a value from a JSON document that somebody else made, for those who tell of the first thing that is wrong with it.
#pragma once

#include <string>
#include <string_view>

#include "saki/decoder.h"

namespace saki::detail {

// "/title must be a string (and 2 more)"; there is one.
[[nodiscard]] std::string first_of(const Violations& violations);

// `refuse` is told why in a clause, and throws.
template <class T, class Refuse>
[[nodiscard]] T decode_or_refuse(std::string_view document, JsonForm form, const Refuse& refuse) {
  Violations violations;
  Decoder in(document, form, violations);
  T value{};
  static_cast<void>(read_value(in, value, AnyValue()));
  if (!in.finish()) refuse(in.reader().fault_text());
  if (!violations.empty()) refuse(first_of(violations));
  return value;
}

}  // namespace saki::detail
