// SPDX-License-Identifier: Apache-2.0
#include "context/service_context.h"

#include <algorithm>
#include <iterator>
#include <ranges>

#include "context/answer_fields.h"
#include "context/time_limit.h"
#include "context/worker_context.h"
#include "context/worker_list.h"
#include "host/virtual_hosts.h"
#include "saki/guard.h"
#include "saki/http_error.h"
#include "saki/request.h"

namespace saki {
namespace {

Response answer_not_found(Request&) { throw NotFound(); }

Response answer_method_not_allowed(Request& request) {
  throw HttpError(Status::MethodNotAllowed).header("Allow", request.match().allowed.text());
}

// The innermost guard of the route that would answer the method decides what a page of another site hears.
std::optional<Response> answer_preflight(const Request& request) {
  const std::optional<std::string_view> method = request.header("Access-Control-Request-Method");
  if (!method || !request.header("Origin")) return std::nullopt;
  const ServiceContext& service = request.context().service;
  RouteMatch match;
  if (service.router.find(http::method_of(*method), request.path(), match) != RouteOutcome::Found) return std::nullopt;
  for (const Middleware& around : std::views::reverse(service.routes[match.target].chain)) {
    std::optional<Response> response = around.guard() != nullptr ? around.guard()->answer_preflight(request) : std::nullopt;
    if (response) return response;
  }
  return std::nullopt;
}

Response answer_options(Request& request) {
  if (std::optional<Response> preflight = answer_preflight(request)) return std::move(*preflight);
  return Response(Status::NoContent).header("Allow", request.match().allowed.text());
}

Response answer_elsewhere(Request& request) {
  return Response::redirect(static_cast<Status>(request.match().target), request.match().parameters[0]);
}

Response answer_refused(Request& request) { throw HttpError(static_cast<Status>(request.match().target)); }

bool adds_fields(const Middleware& middleware) { return dynamic_cast<const AnswerFields*>(middleware.guard()) != nullptr; }

void wrap_entry(RouteEntry& entry, const std::vector<Middleware>& middleware) {
  std::vector<Middleware> around = middleware;
  around.insert(around.end(), entry.options.middleware.begin(), entry.options.middleware.end());
  entry.chain.clear();
  std::ranges::copy_if(around, std::back_inserter(entry.chain), adds_fields);
  if (entry.options.timeout > Duration::zero()) entry.chain.push_back(std::make_shared<const TimeLimit>(entry.options.timeout));
  std::ranges::remove_copy_if(around, std::back_inserter(entry.chain), adds_fields);
}

}  // namespace

ServiceContext::ServiceContext()
    : not_found{answer_not_found},
      method_not_allowed{answer_method_not_allowed},
      options{answer_options},
      elsewhere{answer_elsewhere},
      refused{answer_refused},
      workers(std::make_unique<WorkerList>()) {}

ServiceContext::~ServiceContext() = default;

void ServiceContext::wrap(const std::vector<Middleware>& middleware) {
  for (RouteEntry& entry : routes) wrap_entry(entry, middleware);
  for (MountEntry& mount : mounts) wrap_entry(mount.entry, middleware);
  for (RouteEntry* entry : {&not_found, &method_not_allowed, &options, &elsewhere, &refused}) wrap_entry(*entry, middleware);
}

MethodSet ServiceContext::allowed_anywhere() const noexcept {
  MethodSet allowed = router.methods();
  if (!mounts.empty()) allowed.add(Method::Get);
  allowed.add_implied();
  return allowed;
}

}  // namespace saki
