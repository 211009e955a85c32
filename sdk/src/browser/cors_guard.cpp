// SPDX-License-Identifier: Apache-2.0
#include "browser/cors_guard.h"

#include <algorithm>
#include <ranges>

#include "context/worker_context.h"
#include "saki/base/check.h"
#include "saki/request.h"
#include "service/answer_any_case.h"

namespace saki {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text.append(text.empty() ? "" : ", ").append(word);
  return text;
}

// Answers to the browser's question vary with all that it asked; others with who asked.
constexpr const char* kQuestion = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

}  // namespace

CorsGuard::CorsGuard(CorsPolicy policy)
    : policy_(std::move(policy)),
      methods_(joined(policy_.methods)),
      headers_(joined(policy_.headers)),
      exposed_(joined(policy_.exposed)),
      origins_(policy_.origins) {
  SAKI_CHECK(!origins_.any() || !policy_.credentials, "credentials cannot go to every site");
}

void CorsGuard::add_origins(const std::vector<std::string>& origins) {
  origins_ = OriginList(policy_.origins);
  for (const std::string& origin : origins) origins_.add(origin);
}

Task<Response> CorsGuard::answer(Request& request, Next next) const { return decides(request) ? share(request, next) : next(request); }

// A mount answers OPTIONS by itself, so there the question comes this way.
Task<Response> CorsGuard::share(Request& request, Next next) const {
  if (request.method() == Method::Options && request.header("Access-Control-Request-Method")) {
    if (std::optional<Response> preflight = answer_preflight(request)) co_return std::move(*preflight);
  }
  Response response = co_await answer_any_case(request, next);
  if (!origins_.any()) response.add_header("Vary", "Origin");
  if (const std::optional<std::string_view> origin = admitted(request)) {
    admit(*origin, response);
    if (!exposed_.empty()) response.header("Access-Control-Expose-Headers", exposed_);
  }
  co_return response;
}

std::optional<Response> CorsGuard::answer_preflight(const Request& request) const {
  Response response(Status::NoContent);
  response.header("Vary", kQuestion);
  const std::string_view method = request.header("Access-Control-Request-Method").value_or("");
  const std::optional<std::string_view> origin = admitted(request);
  if (!origin || !lets_ask(method)) return response;
  admit(*origin, response);
  response.header("Access-Control-Allow-Methods", methods_.empty() ? method : methods_);
  if (!headers_.empty()) response.header("Access-Control-Allow-Headers", headers_);
  response.header("Access-Control-Max-Age", std::to_string(policy_.max_age.count()));
  return response;
}

// Of several around one route the innermost; none where the service answers a question, which is the business of the route it means.
bool CorsGuard::decides(const Request& request) const noexcept {
  if (&request.route() == &request.context().service.options) return false;
  for (const Middleware& around : std::views::reverse(request.route().chain)) {
    if (const auto* guard = dynamic_cast<const CorsGuard*>(around.guard())) return guard == this;
  }
  return false;
}

bool CorsGuard::lets_ask(std::string_view method) const noexcept {
  return policy_.methods.empty() || std::ranges::find(policy_.methods, method) != policy_.methods.end();
}

std::optional<std::string_view> CorsGuard::admitted(const Request& request) const noexcept {
  if (origins_.any()) return "*";
  const std::optional<std::string_view> origin = request.header("Origin");
  return origin && origins_.has(*origin) ? origin : std::nullopt;
}

void CorsGuard::admit(std::string_view origin, Response& response) const {
  response.header("Access-Control-Allow-Origin", origin);
  if (policy_.credentials) response.header("Access-Control-Allow-Credentials", "true");
}

}  // namespace saki
