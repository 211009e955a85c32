// SPDX-License-Identifier: Apache-2.0
#include "http/origin_rules.h"

#include <algorithm>

#include "saki/http/field.h"

namespace saki::http {
namespace {

// Without the port where it is the scheme's own.
std::string_view without_usual_port(std::string_view scheme, std::string_view host) noexcept {
  const std::string_view port = same_field_name(scheme, "https") ? ":443" : ":80";
  if (host.ends_with(port)) host.remove_suffix(port.size());
  return host;
}

// Schemes and names of hosts are the same in either case; so is the comparison of names of fields.
bool is_same_origin(std::string_view origin, std::string_view scheme, std::string_view host) noexcept {
  constexpr std::string_view kSeparator = "://";
  const std::size_t end = origin.find(kSeparator);
  if (end == origin.npos || !same_field_name(origin.substr(0, end), scheme)) return false;
  const std::string_view authority = origin.substr(end + kSeparator.size());
  return same_field_name(without_usual_port(scheme, authority), without_usual_port(scheme, host));
}

}  // namespace

bool allows_origin(const OriginPolicy& policy, std::string_view origin, std::string_view scheme, std::string_view host) {
  if (policy.kind == OriginPolicy::Kind::Any) return true;
  if (policy.kind == OriginPolicy::Kind::Same && is_same_origin(origin, scheme, host)) return true;
  return std::ranges::any_of(policy.listed, [&](std::string_view listed) { return same_field_name(listed, origin); });
}

}  // namespace saki::http
