// SPDX-License-Identifier: Apache-2.0
#include "service/dispatcher.h"

#include <new>
#include <type_traits>

#include "saki/request.h"
#include "saki/task/with_timeout.h"
#include "service/error_answer.h"
#include "service/response_sender.h"
#include "service/static_mounts.h"

namespace saki {
namespace {

// The request is forgotten with the arena that holds it.
static_assert(std::is_trivially_destructible_v<Request> && std::is_trivially_destructible_v<RouteMatch>);

// No route fits: a file may, or it is `OPTIONS *`, which asks about the service as a whole (RFC 9110 section 9.3.7).
const RouteEntry& find_beside_routes(const ServiceContext& context, const http::RequestHead& head, RouteMatch& match) noexcept {
  if (head.form == http::TargetForm::Asterisk) {
    match.allowed = context.allowed_anywhere();
    return context.options;
  }
  const RouteEntry* mount = find_mount(context, head.path, match);
  return mount != nullptr ? *mount : context.not_found;
}

const RouteEntry& find_route(const ServiceContext& context, const http::RequestHead& head, RouteMatch& match) noexcept {
  switch (context.router.find(head.method, head.path, match)) {
    case RouteOutcome::Found: return context.routes[match.target];
    case RouteOutcome::NoPath: return find_beside_routes(context, head, match);
    case RouteOutcome::NoMethod: break;
  }
  return head.method == Method::Options ? context.options : context.method_not_allowed;
}

Request& make_request(http::Exchange& exchange, WorkerContext& context) {
  struct Place {
    alignas(RouteMatch) std::byte match[sizeof(RouteMatch)];
    alignas(Request) std::byte request[sizeof(Request)];
  };
  auto* const place = static_cast<Place*>(exchange.arena().allocate(sizeof(Place), alignof(Place)));
  auto* const match = new (place->match) RouteMatch;
  const RouteEntry& route = find_route(context.service, exchange.head(), *match);
  if (route.options.max_body) exchange.set_body_limit(*route.options.max_body);
  return *new (place->request) Request(exchange, context, route, *match);
}

Task<Response> answer_in_time(Request& request, const RouteEntry& route) {
  Result<Response> response = co_await with_timeout(route.options.timeout, Next(route.chain, route.handler)(request));
  if (!response) throw ServiceUnavailable("The request took too long");
  co_return std::move(*response);
}

Task<Response> answer(Request& request, const RouteEntry& route) {
  if (route.options.timeout > Duration::zero()) return answer_in_time(request, route);
  return Next(route.chain, route.handler)(request);
}

Response answer_plainly(Request& request, const RouteEntry& route) {
  try {
    return route.handler.answer_plainly(request);
  } catch (...) {
    return error_answer(request);
  }
}

Task<> serve(Request& request, const RouteEntry& route) {
  Response response;
  try {
    response = co_await answer(request, route);
  } catch (...) {
    response = error_answer(request);
  }
  if (!try_send_response(request, response)) co_await send_response(request, std::move(response));
}

}  // namespace

Task<> Dispatcher::handle(http::Exchange& exchange) {
  Request& request = make_request(exchange, context_);
  const RouteEntry& route = request.route();
  if (!route.is_plain()) return serve(request, route);
  Response response = answer_plainly(request, route);
  if (try_send_response(request, response)) return {};
  return send_response(request, std::move(response));
}

}  // namespace saki
