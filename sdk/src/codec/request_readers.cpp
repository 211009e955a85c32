// SPDX-License-Identifier: Apache-2.0
#include "saki/request_readers.h"

#include <algorithm>
#include <string>

#include "saki/http/exchange.h"
#include "saki/request.h"
#include "text/ascii.h"

namespace saki {

namespace {

// Appends the members of a comma-separated list; empty ones are passed over (RFC 9110 section 5.6.1).
void split_list(std::string_view list, std::vector<std::string_view>& into) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    const std::string_view member = text::trim(list.substr(0, comma));
    if (!member.empty()) into.push_back(member);
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

// A field of a type is called `request_id`, the header field `Request-Id`.
bool names_field(std::string_view name, std::string_view field) noexcept {
  return name.size() == field.size() && std::equal(name.begin(), name.end(), field.begin(), [](char left, char right) {
           return text::ascii_lower(left) == text::ascii_lower(right) || (left == '_' && right == '-');
         });
}

}  // namespace

QueryReader::QueryReader(Request& request, Violations& violations)
    : ParameterReader(violations, ViolationIn::Query), parameters_(request.query()) {}

ParameterReader::Values QueryReader::values(std::string_view name, ParameterShape /*shape*/) {
  found_.clear();
  for (const Parameter& parameter : parameters_) {
    if (parameter.name == name) found_.push_back(parameter.value);
  }
  return found_;
}

void QueryReader::refuse_others(std::span<const std::string_view> names) {
  for (const Parameter& parameter : parameters_) {
    if (std::find(names.begin(), names.end(), parameter.name) != names.end()) continue;
    const Inward inward(*this, parameter.name);
    violate("unknown", "is no parameter of this route");
  }
}

HeaderReader::HeaderReader(Request& request, Violations& violations)
    : ParameterReader(violations, ViolationIn::Header), request_(request) {}

ParameterReader::Values HeaderReader::values(std::string_view name, ParameterShape shape) {
  found_.clear();
  for (const http::Field& field : request_.exchange().head().fields.all()) {
    if (!names_field(name, field.name)) continue;
    if (shape == ParameterShape::List) {
      split_list(field.value, found_);
    } else {
      found_.push_back(field.value);
    }
  }
  return found_;
}

void HeaderReader::refuse_others(std::span<const std::string_view> /*names*/) {}

CookieReader::CookieReader(Request& request, Violations& violations)
    : ParameterReader(violations, ViolationIn::Cookie), request_(request) {}

ParameterReader::Values CookieReader::values(std::string_view name, ParameterShape /*shape*/) {
  const std::optional<std::string_view> value = request_.cookie(name);
  if (!value) return {};
  found_ = *value;
  return {&found_, 1};
}

void CookieReader::refuse_others(std::span<const std::string_view> /*names*/) {}

}  // namespace saki
