// SPDX-License-Identifier: Apache-2.0
#include "saki/request.h"

#include <algorithm>

#include "context/worker_context.h"
#include "saki/base/check.h"
#include "saki/cookie.h"
#include "saki/http/exchange.h"
#include "saki/http_error.h"
#include "saki/invalid_field.h"
#include "saki/router.h"

namespace saki {

Method Request::method() const noexcept { return exchange().head().method; }
std::string_view Request::path() const noexcept { return exchange().head().path; }
std::string_view Request::target() const noexcept { return exchange().head().target; }
const Address& Request::client() const { return exchange().client(); }
std::string_view Request::scheme() const { return exchange().scheme(); }
std::string_view Request::host() const { return exchange().host(); }
const Address& Request::peer() const noexcept { return exchange().connection().peer; }
const TlsInfo* Request::tls() const noexcept { return exchange().connection().tls; }

std::string_view Request::path_parameter(std::string_view name) const noexcept {
  const auto& names = route_.parameter_names;
  const auto found = std::find(names.begin(), names.end(), name);
  SAKI_CHECK(found != names.end(), "a path parameter that the route does not have");
  return path_parameter(static_cast<std::size_t>(found - names.begin()));
}

std::string_view Request::path_parameter(std::size_t index) const noexcept {
  SAKI_CHECK(index < match().parameter_count, "a path parameter that the route does not have");
  return match().parameters[index];
}

void Request::refuse_path() { throw NotFound(); }

Task<> Request::hint(std::string_view name, std::string_view value) {
  const Field field{name, value};
  if (!http::is_sendable(field)) throw InvalidField("no field to hint at: " + std::string(name));
  const Result<> sent = co_await exchange().hint({&field, 1});
  if (!sent) throw Cancelled();
}

const Parameters& Request::query() {
  if (query_parsed_) return query_;
  const Result<Parameters> parsed = Parameters::parse(exchange().head().query, exchange().arena());
  if (!parsed) throw BadRequest("The query is not well-formed");
  query_ = *parsed;
  query_parsed_ = true;
  return query_;
}

std::optional<std::string_view> Request::header(std::string_view name) const noexcept {
  const Field* field = exchange().head().fields.find(name);
  return field != nullptr ? std::optional(field->value) : std::nullopt;
}

// HTTP/2 may cut the cookies into several fields (RFC 9113 section 8.2.3).
std::optional<std::string_view> Request::cookie(std::string_view name) const noexcept {
  for (const Field& field : exchange().head().fields.all()) {
    if (!http::same_field_name(field.name, "Cookie")) continue;
    if (const auto value = find_cookie(field.value, name)) return value;
  }
  return std::nullopt;
}

Arena& Request::arena() const noexcept { return exchange().arena(); }

}  // namespace saki
