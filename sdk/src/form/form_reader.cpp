// SPDX-License-Identifier: Apache-2.0
#include "saki/form_reader.h"

#include <algorithm>

namespace saki {

ParameterReader::Values FormReader::values(std::string_view name, ParameterShape shape) {
  const bool may_be_empty = shape == ParameterShape::Text || shape == ParameterShape::List;
  found_.clear();
  for (const auto& [field, value] : form_.fields()) {
    if (field != name || (value.empty() && !may_be_empty)) continue;
    found_.push_back(shape == ParameterShape::Flag && value == "on" ? "true" : std::string_view(value));
  }
  return found_;
}

void FormReader::refuse_others(std::span<const std::string_view> names) {
  for (const auto& [name, value] : form_.fields()) refuse_unless_among(names, name);
  for (const auto& [name, file] : form_.files()) refuse_unless_among(names, name);
}

void FormReader::refuse_unless_among(std::span<const std::string_view> names, std::string_view name) {
  if (std::ranges::find(names, name) != names.end()) return;
  const Inward inward(*this, name);
  violate("unknown", "is no field of this form");
}

}  // namespace saki
