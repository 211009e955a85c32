// SPDX-License-Identifier: Apache-2.0
#include "service/dispatcher.h"

#include "service/answering.h"
#include "service/response_sender.h"
#include "service/route_search.h"

namespace saki {
namespace {

Task<> serve(Request& request, const RouteEntry& route) {
  Response response;
  try {
    response = co_await answer(request, route);
  } catch (...) {
    response = error_answer(request);
  }
  co_await send_response(request, std::move(response));
}

}  // namespace

Task<> Dispatcher::handle(http::Exchange& exchange) {
  const auto find = [&](RouteMatch& match) -> const RouteEntry& { return find_route(context_.service, exchange.head(), match); };
  Request& request = make_request(exchange, context_, find);
  const RouteEntry& route = request.route();
  const std::optional<std::string_view> content = content_at_once(request, route);
  if (!content) return serve(request, route);
  Response response = answer_plainly(request, route, *content);
  return send_response(request, std::move(response));
}

}  // namespace saki
