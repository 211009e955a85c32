// SPDX-License-Identifier: Apache-2.0
#include "service/refusal.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "context/error_answer.h"
#include "context/worker_context.h"
#include "host/virtual_hosts.h"
#include "saki/http/exchange.h"
#include "saki/request.h"

namespace saki {
namespace {

// What only the answer that was promised has. Not all that begins with "Content-": Content-Security-Policy stays.
constexpr std::array<std::string_view, 18> kOfContent{
    "Accept-Ranges",    "Cache-Control",     "Content-Digest", "Content-Disposition",
    "Content-Encoding", "Content-Language",  "Content-Length", "Content-Location",
    "Content-Range",    "Content-Type",      "ETag",           "Expires",
    "Last-Modified",    "Location",          "Repr-Digest",    "Set-Cookie",
    "Trailer",          "Transfer-Encoding",
};

bool is_of_content(std::string_view name) noexcept {
  return std::ranges::any_of(kOfContent, [&](std::string_view each) { return http::same_field_name(each, name); });
}

}  // namespace

Response in_place_of(const Response& promised, Response refusal, const Request& request) {
  const Response::Headers own = refusal.headers();
  const auto has_own = [&](std::string_view name) {
    return std::ranges::any_of(own, [&](const auto& field) { return http::same_field_name(field.first, name); });
  };
  for (const auto& [name, value] : promised.headers()) {
    if (!is_of_content(name) && !has_own(name)) refusal.add_header(name, value);
  }
  const VirtualHosts* const hosts = request.context().service.hosts.get();
  const VirtualHost* const host = hosts != nullptr ? hosts->find(request.exchange().host()) : nullptr;
  if (host != nullptr) host->pages.dress(request.header("Accept").value_or(""), refusal);
  return refusal;
}

Response in_place_of(const Response& promised, const HttpError& refusal, const Request& request) {
  return in_place_of(promised, problem_response(refusal), request);
}

}  // namespace saki
