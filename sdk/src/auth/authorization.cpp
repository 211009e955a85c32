// SPDX-License-Identifier: Apache-2.0
#include "auth/authorization.h"

#include <algorithm>

#include "saki/http/exchange.h"

namespace saki {

std::size_t count_fields(const Request& request, std::string_view name) noexcept {
  const auto is_it = [&](const http::Field& field) { return http::same_field_name(field.name, name); };
  return static_cast<std::size_t>(std::ranges::count_if(request.exchange().head().fields.all(), is_it));
}

std::optional<std::string_view> authorization(const Request& request, std::string_view scheme) noexcept {
  const auto field = request.header("Authorization");
  if (!field) return std::nullopt;
  const std::size_t end = std::min(field->find(' '), field->size());
  if (!http::same_field_name(field->substr(0, end), scheme)) return std::nullopt;
  const std::size_t start = std::min(field->find_first_not_of(' ', end), field->size());
  return field->substr(start);
}

}  // namespace saki
